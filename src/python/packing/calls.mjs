// SPDX-License-Identifier: Apache-2.0
// src/python/packing/calls.mjs: which functions the code of a module calls or names
import { scanBody } from '../../exceptions/scan.mjs';

/** For each function, imported ones first, those that it calls; and those that ref.func names. */
export function readCalls(module) {
  const { importedFunctions, functionTypes, bodies } = module;
  const named = new Set();
  const calls = Array.from({ length: importedFunctions }, () => []);
  for (const body of bodies) {
    const { sites } = scanBody({ ...module, indirect: named }, body);
    const targets = sites.filter(({ kind }) => kind === 'call').map(({ target }) => target);
    if ([...targets, ...named].some((target) => target >= functionTypes.length)) {
      body.fail('use of a function that does not exist');
    }
    calls.push(targets);
  }
  return { calls, named };
}
