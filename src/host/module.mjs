// SPDX-License-Identifier: Apache-2.0
// src/host/module.mjs: reads and compiles a plugin, and refuses what no host of the profile loads

import { readFileSync } from 'node:fs';
import { exportFault, importFault, missingExports } from '../check/interface.mjs';
import { readOutline } from '../check/outline.mjs';
import { Failure } from '../exceptions/failure.mjs';
import { SetupError } from './errors.mjs';

const rebuild = 'Build it with se2_add_plugin, or pack it with se2-pack.';
const maxListed = 3;

/**
 * The plugin in `file`, compiled: `{ file, size, module, imports, exports }`, where imports maps a
 * module name to a set of function names, and exports is a set of names.
 */
export function loadPlugin(file, profile) {
  const bytes = readModuleFile(file);
  const module = compile(file, bytes);
  const outline = outlineOf(file, bytes);
  refuseImports(file, outline.imports, profile);
  refuseExports(file, outline.exports);
  const imports = new Map();
  for (const { module: from, name } of outline.imports) {
    if (!imports.has(from)) imports.set(from, new Set());
    imports.get(from).add(name);
  }
  const exports = new Set(outline.exports.map(({ name }) => name));
  return { file, size: bytes.length, module, imports, exports };
}

/** The bytes of `file`, which begins as a core module does. */
export function readModuleFile(file) {
  const bytes = read(file);
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
  return bytes;
}

function read(file) {
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

/** The module of the file's bytes; refuses what this engine does. */
export function compile(file, bytes) {
  try {
    return new WebAssembly.Module(bytes);
  } catch (error) {
    if (!(error instanceof WebAssembly.CompileError)) throw error;
    throw damaged(file, error.message.replace(/^WebAssembly\.Module\(\): /, ''));
  }
}

/** The error for bytes that are no whole module. */
export function damaged(file, reason) {
  return new SetupError(
    `${file} is truncated, damaged or beyond this engine: ${reason}`,
    'Copy or build the file again.',
  );
}

function outlineOf(file, bytes) {
  try {
    return readOutline(bytes);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw damaged(file, error.message);
  }
}

function refuseImports(file, imports, profile) {
  const faults = imports.flatMap((entry) => {
    const fault = importFault(entry, profile);
    return fault ? [`${entry.module}.${entry.name} ${fault.what}; ${fault.remedy}`] : [];
  });
  if (faults.length === 0) return;
  const listed = faults.slice(0, maxListed).map((fault) => `\n  ${fault}`).join('');
  const rest = faults.length > maxListed ? `, and ${faults.length - maxListed} more` : '';
  throw new SetupError(
    `${file}: no host of profile ${profile} loads it, for its imports:${listed}${rest}`,
  );
}

function refuseExports(file, exports) {
  const missing = missingExports(exports);
  if (missing.length > 0) {
    throw new SetupError(
      `${file}: not an SE2 plugin: it does not export ${missing.join(', ')}`,
      'A C++ source needs SE2_PLUGIN(handler) once; then build it with se2_add_plugin.',
    );
  }
  for (const entry of exports) {
    const fault = exportFault(entry);
    if (fault) throw new SetupError(`${file}: its export ${entry.name} ${fault.what}`, rebuild);
  }
}
