// SPDX-License-Identifier: Apache-2.0
// tests/unit/wasm/run.mjs: runs a WASI command on Node and passes on its arguments and exit code

import { readFileSync } from 'node:fs';
import { WASI } from 'node:wasi';

const [file, ...words] = process.argv.slice(2);
const wasi = new WASI({ version: 'preview1', args: [file, ...words], returnOnExit: true });
const module = new WebAssembly.Module(readFileSync(file));
const imports = { wasi_snapshot_preview1: wasi.wasiImport };
process.exitCode = wasi.start(new WebAssembly.Instance(module, imports));
