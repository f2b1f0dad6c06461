// SPDX-License-Identifier: Apache-2.0
// tests/unit/packing-command/table.test.mjs: protects that a packed module's table has what can be
// reached, each function in its own slot

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tableWithout } from '../../../src/python/packing/table.mjs';

const range = (first, count) => Array.from({ length: count }, (_, index) => first + index);
const slotsOf = (functions, first = 1) => new Map(functions.map((one, i) => [first + i, one]));

function slotsIn(segments) {
  return new Map(segments.flatMap(({ start, functions }) =>
    functions.map((one, index) => [start + index, one])));
}

test('functions that stay keep their slots, also where one has two', () => {
  const slots = slotsOf([10, 11, 12, 10, ...range(20, 9), 30]);
  const segments = tableWithout(new Set(range(20, 9)), slots);
  assert.deepEqual(slotsIn(segments), new Map([[1, 10], [2, 11], [3, 12], [4, 10], [14, 30]]));
});

test('a short stretch does not end a segment', () => {
  const slots = slotsOf([10, 20, 20, 11]);
  assert.deepEqual(tableWithout(new Set([20]), slots), [
    { start: 1, functions: [10, 20, 20, 11] },
  ]);
});

test('slots that hold nothing end one, however few', () => {
  const slots = new Map([[1, 10], [3, 11]]);
  assert.deepEqual(slotsIn(tableWithout(new Set(), slots)), slots);
});

test('nothing left is no segment', () => {
  assert.deepEqual(tableWithout(new Set([10]), slotsOf([10])), []);
});
