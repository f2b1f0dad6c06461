// SPDX-License-Identifier: Apache-2.0
// src/check/interface.mjs: what no host of a profile loads of a module's imports and exports

import {
  exportSignatures, hostFunctions, profiles, requiredExports, wasiModule, wasiSignature,
} from '../host/abi.mjs';
import { spell } from './outline.mjs';

const rebuild = 'build it with se2_add_plugin, or pack it with se2-pack';

/** Null, or `{ what, remedy }` of an import of an outline. */
export function importFault({ module, name, kind, signature }, profile) {
  const known = module === 'env' && Object.hasOwn(hostFunctions, name) ? hostFunctions[name] : null;
  const expected = known ? known.signature : module === wasiModule ? wasiSignature(name) : null;
  if (kind !== 'function') {
    return { what: `is a ${kind}`, remedy: 'hosts offer functions alone' };
  }
  if (!expected) {
    const remedy = 'define it in the plugin, or do not call it';
    return { what: 'is offered by no host', remedy };
  }
  if (signature !== expected) {
    const what = `has type ${spell(signature)}, not ${spell(expected)}`;
    return { what, remedy: 'declare it as the hosts have it' };
  }
  if (known && profiles.indexOf(known.profile) > profiles.indexOf(profile)) {
    const remedy = `build it for PROFILE ${known.profile}, or do not call it`;
    return { what: `is offered from --profile ${known.profile} on`, remedy };
  }
  return null;
}

/** The names of exports that a plugin needs and `exports` has not. */
export function missingExports(exports) {
  return requiredExports.filter((required) => !exports.some(({ name }) => name === required));
}

/** Null, or `{ what, remedy }` of an export of an outline. */
export function exportFault({ name, kind, signature }) {
  if (name === 'memory' && kind !== 'memory') {
    return { what: `is a ${kind}, not a memory`, remedy: rebuild };
  }
  if (!Object.hasOwn(exportSignatures, name)) return null;
  const expected = exportSignatures[name];
  if (kind !== 'function') return { what: `is a ${kind}, not a function`, remedy: rebuild };
  if (signature === expected) return null;
  return { what: `has type ${spell(signature)}, not ${spell(expected)}`, remedy: rebuild };
}
