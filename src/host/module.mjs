// SPDX-License-Identifier: Apache-2.0
// src/host/module.mjs: reads and compiles a plugin, and refuses what no host of the profile loads

import { readFileSync } from 'node:fs';
import {
  exportSignatures, hostFunctions, profiles, requiredExports, wasiModule, wasiSignature,
} from './abi.mjs';
import { SetupError } from './errors.mjs';
import { functionTypes, spell } from './wasm-types.mjs';

const rebuild = 'Build it with se2_add_plugin, or pack it with se2-pack.';
const maxListed = 3;

/**
 * The plugin in `file`, compiled: `{ file, size, module, imports, exports }`, where imports maps a
 * module name to a set of function names, and exports is a set of names.
 */
export function loadPlugin(file, profile) {
  const bytes = readPlugin(file);
  const module = compile(file, bytes);
  const types = functionTypes(bytes);
  const imports = checkImports(file, module, types.imports, profile);
  const exports = checkExports(file, module, types.exports);
  return { file, size: bytes.length, module, imports, exports };
}

function readPlugin(file) {
  try {
    return readFileSync(file);
  } catch (error) {
    if (error.code === 'ENOENT') {
      throw new SetupError(`${file}: no such file`, 'Name the plugin\'s .wasm file; is it built?');
    }
    if (error.code === 'EISDIR') {
      throw new SetupError(`${file} is a directory`, 'Name the plugin\'s .wasm file in it.');
    }
    throw new SetupError(`${file}: cannot be read (${error.code ?? error.message})`);
  }
}

function compile(file, bytes) {
  if (bytes.length === 0) throw new SetupError(`${file} is empty`, rebuild);
  if (bytes.length < 8 || bytes.readUInt32BE(0) !== 0x0061736d) {
    const start = bytes.subarray(0, 4).toString('hex').replace(/..(?!$)/g, '$& ');
    throw new SetupError(`${file} is not a WebAssembly module (it starts with ${start})`, rebuild);
  }
  if (bytes.readUInt32LE(4) === 0x0001000d) {
    throw new SetupError(
      `${file} is a WebAssembly component; SE2 hosts load core modules`,
      'Link it as a core module (target wasm32-wasip1).',
    );
  }
  try {
    return new WebAssembly.Module(bytes);
  } catch (error) {
    if (!(error instanceof WebAssembly.CompileError)) throw error;
    const reason = error.message.replace(/^WebAssembly\.Module\(\): /, '');
    throw new SetupError(
      `${file} is truncated, damaged or beyond this engine: ${reason}`,
      'Copy or build the file again.',
    );
  }
}

function checkImports(file, module, types, profile) {
  const imports = new Map();
  const faults = [];
  for (const { module: from, name, kind } of WebAssembly.Module.imports(module)) {
    const fault = importFault(from, name, kind, types.get(`${from}.${name}`), profile);
    if (fault) faults.push(`${from}.${name} ${fault}`);
    if (!imports.has(from)) imports.set(from, new Set());
    imports.get(from).add(name);
  }
  if (faults.length > 0) {
    const listed = faults.slice(0, maxListed).map((fault) => `\n  ${fault}`).join('');
    const rest = faults.length > maxListed ? `, and ${faults.length - maxListed} more` : '';
    throw new SetupError(
      `${file}: no host of profile ${profile} loads it, for its imports:${listed}${rest}`,
    );
  }
  return imports;
}

function importFault(from, name, kind, type, profile) {
  const known = from === 'env' && Object.hasOwn(hostFunctions, name) ? hostFunctions[name] : null;
  const expected = known ? known.signature : from === wasiModule ? wasiSignature(name) : null;
  if (kind !== 'function') return `is a ${kind}; hosts offer functions alone`;
  if (!expected) return 'is offered by no host; define it in the plugin, or do not call it';
  if (type && type !== expected) return `has type ${spell(type)}, not ${spell(expected)}`;
  if (known && profiles.indexOf(known.profile) > profiles.indexOf(profile)) {
    return `is offered from --profile ${known.profile} on`;
  }
  return null;
}

function checkExports(file, module, types) {
  const kinds = new Map();
  for (const { name, kind } of WebAssembly.Module.exports(module)) kinds.set(name, kind);
  const missing = requiredExports.filter((name) => !kinds.has(name));
  if (missing.length > 0) {
    throw new SetupError(
      `${file}: not an SE2 plugin: it does not export ${missing.join(', ')}`,
      'A C++ source needs SE2_PLUGIN(handler) once; then build it with se2_add_plugin.',
    );
  }
  for (const [name, kind] of kinds) {
    const expected = exportSignatures[name];
    if (name === 'memory' && kind !== 'memory') {
      throw new SetupError(`${file}: its export memory is a ${kind}, not a memory`, rebuild);
    }
    if (!Object.hasOwn(exportSignatures, name)) continue;
    if (kind !== 'function') {
      throw new SetupError(`${file}: its export ${name} is a ${kind}, not a function`, rebuild);
    }
    const type = types.get(name);
    if (type && type !== expected) {
      throw new SetupError(
        `${file}: its export ${name} has type ${spell(type)}, not ${spell(expected)}`,
        rebuild,
      );
    }
  }
  return new Set(kinds.keys());
}
