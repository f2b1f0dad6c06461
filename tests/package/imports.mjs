// SPDX-License-Identifier: Apache-2.0
// tests/package/imports.mjs: a module imports from the host exactly the functions named
//
// usage: imports.mjs [--with-wasi] FILE NAME...
//
// Without --with-wasi it may import nothing of WASI.
import { readFileSync } from 'node:fs';

const words = process.argv.slice(2);
const isWasiAllowed = words[0] === '--with-wasi';
const [file, ...names] = isWasiAllowed ? words.slice(1) : words;
const imports = WebAssembly.Module.imports(new WebAssembly.Module(readFileSync(file)))
  .filter(({ module }) => module === 'env' || !isWasiAllowed)
  .map(({ module, name }) => (module === 'env' ? name : `${module}.${name}`))
  .sort();

console.log(`${file} imports ${imports.join(' ')}`);
const without = (list, others) => list.filter((each) => !others.includes(each));
without(imports, names).forEach((name) => console.log(`one too many: ${name}`));
without(names, imports).forEach((name) => console.log(`missing: ${name}`));
process.exitCode = imports.join(' ') === names.sort().join(' ') ? 0 : 1;
