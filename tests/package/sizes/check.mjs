// SPDX-License-Identifier: Apache-2.0
// tests/package/sizes/check.mjs: a plugin has its two imports and no more, and at most so many bytes
import { readFileSync } from 'node:fs';

const [, , file, most] = process.argv;
const bytes = readFileSync(file);
const imports = WebAssembly.Module.imports(new WebAssembly.Module(bytes))
  .map(({ module, name }) => `${module}.${name}`)
  .sort()
  .join(' ');

console.log(`${file}: ${bytes.length} of ${most} bytes, imports ${imports}`);
const isLean = bytes.length <= Number(most) && imports === 'env.return_error env.return_result';
process.exitCode = isLean ? 0 : 1;
