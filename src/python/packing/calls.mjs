// SPDX-License-Identifier: Apache-2.0
// src/python/packing/calls.mjs: which functions the code of a module calls or names, and where
import { section } from '../../exceptions/module.mjs';
import { scanBody } from '../../exceptions/scan.mjs';

/**
 * `calls`: for each function, imported ones first, those that it calls. `named`: those that
 * ref.func names. `importCalls`: where imported ones are called, as offsets of the number in the
 * code section.
 */
export function readCalls(module) {
  const { importedFunctions, functionTypes, bodies } = module;
  const named = new Set();
  const calls = Array.from({ length: importedFunctions }, () => []);
  const importCalls = [];
  const code = module.sections.find(({ id }) => id === section.code)?.body.position;
  for (const body of bodies) {
    const { sites } = scanBody({ ...module, indirect: named }, body);
    const found = sites.filter(({ kind }) => kind === 'call');
    const targets = found.map(({ target }) => target);
    if ([...targets, ...named].some((target) => target >= functionTypes.length)) {
      body.fail('use of a function that does not exist');
    }
    calls.push(targets);
    for (const { target, position } of found) {
      if (target < importedFunctions) importCalls.push(position + 1 - code);
    }
  }
  return { calls, named, importCalls };
}
