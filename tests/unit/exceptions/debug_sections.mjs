#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// tests/unit/exceptions/debug_sections.mjs: what the pass makes of names and DWARF of a real module
//
// usage: debug_sections.mjs LIB MODULE.wasm; LIB has exceptions/, MODULE was linked with -g.
// Exit code 1 if something does not hold.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [lib, file] = process.argv.slice(2);
const part = (name) => import(pathToFileURL(join(lib, 'exceptions', name)));
const { Reader } = await part('binary.mjs');
const { lowerModule } = await part('lowering.mjs');
const { readModule } = await part('module.mjs');

const subsection = { functions: 1, locals: 2 };

/** Names of functions, and of each one's locals. */
function readNames(module) {
  const { body } = module.sections.find(({ name }) => name === 'name');
  const map = (reader, read) => {
    let last = -1;
    return new Map(reader.list(() => {
      const index = reader.u32();
      assert.ok(index > last, 'indices of names rise');
      last = index;
      return [index, read(reader)];
    }));
  };
  const found = { functions: new Map(), locals: new Map() };
  const reader = new Reader(body.bytes, body.position, body.end);
  while (!reader.done) {
    const id = reader.byte();
    const content = reader.inner(reader.u32());
    const name = (from) => from.name();
    if (id === subsection.functions) found.functions = map(content, name);
    else if (id === subsection.locals) found.locals = map(content, (from) => map(from, name));
    else continue;
    assert.ok(content.done, `subsection ${id} has its size`);
  }
  return found;
}

const customNames = (module) =>
  module.sections.filter(({ id }) => id === 0).map(({ name }) => name);

const linked = readModule(readFileSync(file));
const before = customNames(linked);
for (const name of ['.debug_info', '.debug_line', 'name']) {
  assert.ok(before.includes(name), `the module has no section ${name}: it tests nothing`);
}

const lowered = readModule(lowerModule(readFileSync(file)).bytes);
assert.deepEqual(
  customNames(lowered).filter((name) => !['name', 'producers', 'target_features'].includes(name)),
  [], 'what describes code by its offsets goes, all of it',
);

const names = { before: readNames(linked), after: readNames(lowered) };
const functions = lowered.functionTypes.length;
assert.ok(functions > linked.functionTypes.length, 'functions were added: exports that throw');
assert.equal(names.after.functions.size, functions, 'each function has a name, an added one too');
for (const [index, name] of names.before.functions) {
  assert.equal(names.after.functions.get(index), name, `function ${index}`);
}
assert.deepEqual(names.after.locals, names.before.locals, 'locals keep their numbers and names');
console.log('1 passed, 0 failed');
