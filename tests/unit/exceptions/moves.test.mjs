// SPDX-License-Identifier: Apache-2.0
// tests/unit/exceptions/moves.test.mjs: the lines of sources follow the code through the pass
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomProgram } from './random-program.mjs';
import { assemble, lowerModule, part, readModule, runtime } from './support.mjs';

const { Reader } = await part('binary.mjs');
const { skipImmediates } = await part('instructions.mjs');

// try, catch, throw, rethrow, delegate, catch_all: other instructions stand in their places
const replaced = new Set([0x06, 0x07, 0x08, 0x09, 0x18, 0x19]);

/** The offsets of a body's instructions, but for the end. */
function instructionsOf({ bytes, position, end }) {
  const reader = new Reader(bytes, position, end);
  reader.list(() => (reader.u32(), reader.byte()));
  const found = [];
  while (!reader.done) {
    found.push(reader.position);
    skipImmediates(reader, reader.byte());
  }
  return found.slice(0, -1);
}

test('code is where it is said to have gone, in the order it had', () => {
  let [kept, all] = [0, 0];
  for (let seed = 1; seed <= 200; seed += 1) {
    const bytes = assemble(`(module ${runtime} ${randomProgram(seed)})`);
    const { bytes: lowered, moves: movesOf } = lowerModule(bytes);
    const moves = movesOf();
    let last = -1;
    for (const body of readModule(bytes).bodies) {
      const places = instructionsOf(body).map((offset) => [offset, moves.at(offset)]);
      places.forEach(([offset, place], index) => {
        assert.ok(place >= last && place < lowered.length, `${offset} of program ${seed}`);
        last = place;
        if (replaced.has(bytes[offset])) return;
        all += 1;
        if (place === places[index + 1]?.[1]) return; // left out
        assert.equal(lowered[place], bytes[offset], `${offset} of program ${seed}`);
        kept += 1;
      });
    }
  }
  assert.ok(kept > all / 2, `${kept} instructions of ${all} are kept`);
});

test('what is in no function is nowhere', () => {
  const bytes = assemble('(module (func (export "run") (nop)))');
  const moves = lowerModule(bytes).moves();
  const [{ position, end }] = readModule(bytes).bodies;
  assert.equal(moves.at(position - 1), undefined);
  assert.equal(moves.at(end + 1), undefined);
});
