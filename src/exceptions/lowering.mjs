// SPDX-License-Identifier: Apache-2.0
// src/exceptions/lowering.mjs: a module that throws and catches, for an engine that cannot
import { Analysis } from './analysis.mjs';
import { Failure } from './failure.mjs';
import { functionsFrom, readLinkMap } from './link-map.mjs';
import { isExportedFunction, readBodies, readModule, writeModule } from './module.mjs';
import { Moves } from './moves.mjs';
import { ExceptionGlobal, guardedBody, rewriteBody } from './rewrite.mjs';

/** What the runtime exports for the pass alone: both end the run, for an exception. */
const uncaughtExport = 'se2_exception_uncaught'; // that no one catches
const barrierExport = 'se2_exception_barrier'; // that C code would let pass

function takeExport(module, name) {
  const entry = module.exports.find(
    (candidate) => candidate.name === name && isExportedFunction(candidate),
  );
  module.exports = module.exports.filter((candidate) => candidate !== entry);
  return entry?.index;
}

/** That the runtime is part of a module in which something throws. */
function checkEnd(name, index) {
  if (index !== undefined) return;
  throw new Failure(
    `no function ${name}: ` +
      'the exception runtime is not part of the module',
    'link the library made of src/exceptions/runtime before libc++',
  );
}

function findExcluded(module, { linkMap, archives, objects }) {
  if (linkMap === undefined) return new Set();
  return functionsFrom(readLinkMap(linkMap, module), module, { archives, objects });
}

/** What the pass itself does not look at, types above all, the engine does. */
function checkValid(bytes) {
  if (WebAssembly.validate(bytes)) return;
  let reason = '';
  try {
    new WebAssembly.Module(bytes);
  } catch (error) {
    reason = error.message.replace(/^WebAssembly\.Module\(\): /, '').replace(/\s+/g, ' ');
  }
  throw new Failure(
    `malformed module: ${reason}`,
    'link it again; if it stays so it is a fault of the compiler, which another -O may avoid',
  );
}

function checkExcluded(analysis, excluded, module) {
  for (const index of excluded) {
    const { tries, throwsItself } = analysis.functions[index - module.importedFunctions];
    if (tries.length === 0 && !throwsItself) continue;
    throw new Failure(
      `function ${index} is excluded but has try or throw`,
      'exclude only archives and objects that were compiled from C',
    );
  }
}

/** Exported functions and the start function that throw, each behind one that ends the run. */
function guardOutside(module, analysis, exception, uncaught) {
  const added = [];
  const guards = new Map();
  const guard = (index, name) => {
    if (!analysis.throws(index)) return index;
    if (!guards.has(index)) {
      guards.set(index, module.functionTypes.length + added.length);
      added.push({
        index: guards.get(index),
        name: `${name}.guarded`,
        type: module.functionTypes[index],
        body: guardedBody(module, exception, index, uncaught),
      });
    }
    return guards.get(index);
  };
  for (const entry of module.exports) {
    if (isExportedFunction(entry)) entry.index = guard(entry.index, entry.name);
  }
  if (module.start >= 0) module.start = guard(module.start, 'start');
  return added;
}

/** An export may be what lets ref.func name a function; it is another function's now, or gone. */
function checkNamed(module, declared) {
  const exported = new Set(module.exports.filter(isExportedFunction).map(({ index }) => index));
  for (const index of module.indirect) {
    if (declared.has(index) || exported.has(index)) continue;
    throw new Failure(
      `unsupported: ref.func of function ${index}, which is exported and may throw`,
      'name a function that is not exported and calls that one',
    );
  }
}

/**
 * `bytes`, the module without exception handling, `moves()`, the Moves that this made, and
 * `figures` about the work.
 *
 * `options.linkMap` is the text of the link map, `archives` and `objects` the names of what in it
 * is C, through which no exception passes. With `barrier` one that would ends the run instead.
 */
export function lowerModule(bytes, options = {}) {
  const { barrier = false, archives = new Set(), objects = new Set(), linkMap } = options;
  const module = readModule(bytes);
  const declared = new Set(module.indirect);
  const excluded = findExcluded(module, { linkMap, archives, objects });
  const ends = {
    uncaught: takeExport(module, uncaughtExport),
    barrier: takeExport(module, barrierExport),
  };
  const analysis = new Analysis(module, excluded);
  checkValid(bytes);
  checkExcluded(analysis, excluded, module);

  const throwing = analysis.throwing.reduce((sum, flag) => sum + flag, 0);
  const live = analysis.functions.flatMap(({ tries }) => tries).filter(({ live }) => live).length;
  const needed = throwing > 0 || live > 0;
  if (needed) checkEnd(uncaughtExport, ends.uncaught);
  if (needed && barrier) checkEnd(barrierExport, ends.barrier);

  const exception = new ExceptionGlobal(module.globals);
  const rewritten = module.bodies.map((_, position) =>
    rewriteBody(module, analysis, exception, module.importedFunctions + position, {
      barrier: barrier ? ends.barrier : undefined,
    }),
  );
  const added = guardOutside(module, analysis, exception, ends.uncaught);
  checkNamed(module, declared);
  const bodies = rewritten.map(({ bytes: body }) => body);
  const lowered = writeModule(module, { bodies, added, addGlobal: needed });
  if (!WebAssembly.validate(lowered)) {
    throw new Failure('the pass made an invalid module of a valid one', 'report this as a bug');
  }
  const moves = () =>
    new Moves(module.bodies, readBodies(lowered), rewritten.map((each) => each.moves));
  return {
    bytes: lowered,
    moves,
    figures: {
      functions: module.bodies.length,
      excluded: excluded.size,
      throwing,
      catching: live,
      guarded: added.length,
      bytes_before: bytes.length,
      bytes_after: lowered.length,
    },
  };
}
