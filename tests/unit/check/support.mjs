// SPDX-License-Identifier: Apache-2.0
// tests/unit/check/support.mjs: parts of the tools as they are staged, and modules for them

// Environment: SE2_CHECK, the se2-check.mjs to test (default: that of the sources).

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const se2Check = process.env.SE2_CHECK
  ? resolve(process.env.SE2_CHECK)
  : fileURLToPath(new URL('../../../src/tools/se2-check.mjs', import.meta.url));

/** A module of the tools, by its path in lib/se2. */
export const part = (path) => import(new URL(`../${path}`, pathToFileURL(se2Check)));

export const wabt = await createRequire(se2Check)('wabt')();

/** Binary of a WAT text; of one that is `invalid` too. */
export function assemble(text, { invalid = false } = {}) {
  const features = { tail_call: true, multi_memory: true, exceptions: true };
  const module = wabt.parseWat('test.wat', text, features);
  if (!invalid) module.validate(features);
  return module.toBinary({ write_debug_names: true }).buffer;
}

export const folder = mkdtempSync(join(tmpdir(), 'se2-check-'));
after(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
export function save(bytes, name = `${(files += 1)}.wasm`) {
  const file = join(folder, name);
  writeFileSync(file, bytes);
  return file;
}

/** Runs the command: `{ status, stdout, stderr }`. */
export function command(...words) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [se2Check, ...words], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}
