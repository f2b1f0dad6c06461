// SPDX-License-Identifier: Apache-2.0
// tests/package/imports.mjs: a module imports from the host exactly the functions named
//
// usage: imports.mjs FILE NAME...
import { readFileSync } from 'node:fs';

const [, , file, ...names] = process.argv;
const imports = WebAssembly.Module.imports(new WebAssembly.Module(readFileSync(file)))
  .filter(({ module }) => module === 'env')
  .map(({ name }) => name)
  .sort()
  .join(' ');

console.log(`${file} imports ${imports}`);
process.exitCode = imports === names.sort().join(' ') ? 0 : 1;
