// SPDX-License-Identifier: Apache-2.0
// tests/unit/packing-command/imports.test.mjs: protects that functions keep their callers when
// imports go, wherever in the list these are

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { areImportCalls, Imports } from '../../../src/python/packing/imports.mjs';

const call = 0x10;
const all = ['a', 'b', 'c', 'd'].map((name) => ({ name }));
const without = (...names) => new Imports(all, ({ name }) => !names.includes(name));

test('those that stay come first, in their order, and those that go after them', () => {
  const imports = without('a', 'c');
  assert.deepEqual(imports.kept, [all[1], all[3]]);
  assert.deepEqual(imports.severed, [all[0], all[2]]);
  assert.deepEqual([0, 1, 2, 3, 4, 9].map((index) => imports.place(index)), [2, 0, 3, 1, 4, 9]);
});

test('calls at the places given are renumbered, padded ones too, and no other byte', () => {
  const code = Uint8Array.of(call, 3, call, 0x82, 0x80, 0, 3, call, 9);
  const result = without('a', 'c').renumber(code, [1, 3]);
  assert.deepEqual([...result], [call, 1, call, 0x83, 0x80, 0, 3, call, 9]);
  assert.equal(code[1], 3);
});

test('places without a call of an import are told apart', () => {
  const code = Uint8Array.of(call, 3, call, 4, 0x41, 1);
  assert.ok(areImportCalls([1], code, 4));
  for (const places of [[3], [5], [0], [99], [-1], ['1.5'], [1.5], 1, undefined, null]) {
    assert.ok(!areImportCalls(places, code, 4), String(places));
  }
  assert.ok(!areImportCalls([1], code, 200));
});
