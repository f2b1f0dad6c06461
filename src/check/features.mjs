// SPDX-License-Identifier: Apache-2.0
// src/check/features.mjs: what of WebAssembly the engine of each profile has, and what it lacks

import { feature as beyond } from '../exceptions/instructions.mjs';

/** What a module may use beyond the first version of WebAssembly. */
export const feature = {
  ...beyond,
  bulkMemory: 'bulk memory',
  compactImports: 'compact imports',
  conversions: 'non-trapping conversions',
  customPageSizes: 'custom page sizes',
  exceptions: 'wasm exceptions',
  extendedConstants: 'extended constant expressions',
  globalConstants: 'globals of its own in constant expressions',
  memory64: '64-bit memories or tables',
  multiValue: 'multiple values',
  mutableGlobals: 'mutable globals of others',
  referenceTypes: 'reference types',
  signExtension: 'sign extension',
  simd: 'SIMD',
};

const everywhere = [
  feature.bulkMemory, feature.conversions, feature.multiValue, feature.mutableGlobals,
  feature.referenceTypes, feature.signExtension, feature.simd,
];

/** The oldest engine of each profile's hosts. tests/unit/check compares this with the engines. */
export const engines = {
  minimal: { name: 'Node 18', has: new Set([...everywhere, feature.exceptions, feature.threads]) },
  e2core: { name: 'wasmtime 7', has: new Set(everywhere) },
  sat: { name: 'wasmtime 0.35', has: new Set(everywhere) },
};

/** What to do about a feature that the engine lacks. */
export const remedies = {
  [feature.compactImports]: 'let no tool write them: wasm-opt without --all-features',
  [feature.customPageSizes]: 'link it without --page-size',
  [feature.exceptions]: 'build it with se2_add_plugin, without NATIVE_EXCEPTIONS',
  [feature.exnref]: 'compile it without -wasm-use-legacy-eh=false',
  [feature.extendedConstants]: 'compile and link it without -mextended-const',
  [feature.functionReferences]: 'compile it without -mgc',
  [feature.garbageCollection]: 'compile it without -mgc',
  [feature.globalConstants]: 'compile it without -mgc',
  [feature.memory64]: 'compile it for wasm32',
  [feature.multipleMemories]: 'compile it without -mmultimemory',
  [feature.relaxedSimd]: 'compile it without -mrelaxed-simd',
  [feature.stackSwitching]: 'do without it',
  [feature.tailCalls]: 'compile it without -mtail-call',
  [feature.threads]: 'compile it without -pthread and -matomics',
  [feature.wideArithmetic]: 'compile it without -mwide-arithmetic',
};
