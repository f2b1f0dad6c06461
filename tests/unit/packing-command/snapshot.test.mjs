// SPDX-License-Identifier: Apache-2.0
// tests/unit/packing-command/snapshot.test.mjs: protects that segments hold all of a memory, and are
// no more than engines take

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { segmentsOf } from '../../../src/python/packing/snapshot.mjs';

const mostThatEnginesTake = 100_000;

function memoryOf(segments, size) {
  const memory = new Uint8Array(size);
  for (const { start, bytes } of segments) memory.set(bytes, start);
  return memory;
}

function filled(size, step) {
  const memory = new Uint8Array(size);
  for (let place = 0; place < size; place += step) memory[place] = 1 + (place % 255);
  return memory;
}

test('segments hold every byte that is not zero, and none beyond the end', () => {
  const memory = filled(4096, 7);
  memory.fill(0, 100, 1000);
  const segments = segmentsOf(memory, 2048);
  assert.deepEqual(memoryOf(segments, 2048), memory.slice(0, 2048));
  assert.equal(segments.length, 2); // the long gap alone ends a segment
});

test('memory of zeroes needs no segment', () => {
  assert.deepEqual(segmentsOf(new Uint8Array(1024), 1024), []);
});

test('memory in very many pieces becomes no more segments than engines take', () => {
  const size = 1 << 23;
  const memory = filled(size, 64);
  assert.ok(size / 64 > mostThatEnginesTake);
  const segments = segmentsOf(memory, size);
  assert.ok(segments.length <= mostThatEnginesTake);
  assert.deepEqual(memoryOf(segments, size), memory);
});
