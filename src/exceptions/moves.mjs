// SPDX-License-Identifier: Apache-2.0
// src/exceptions/moves.mjs: where code of a module is after the pass

/** The last of `sorted` whose key is at most `key`; undefined where there is none. */
export function lastAtMost(sorted, key, keyOf) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keyOf(sorted[middle]) <= key) low = middle + 1;
    else high = middle;
  }
  return sorted[low - 1];
}

/**
 * Offsets of a module before and after. `bodies` has the function bodies that it had, `written`
 * those it has, both Readers, and `moves` a list for each: bytes at the offset `from`, `size` of
 * them, are `to` bytes into the written body; in the order of both.
 */
export class Moves {
  #functions;

  constructor(bodies, written, moves) {
    this.#functions = bodies.map(({ position, end }, index) => ({
      position, end, start: written[index].position, last: written[index].end, moves: moves[index],
    }));
  }

  /**
   * Where what was at `offset` is, or is replaced; for the end of a function its end; undefined
   * where that is in no function.
   */
  at(offset) {
    const found = lastAtMost(this.#functions, offset, ({ position }) => position);
    if (found === undefined || offset > found.end) return undefined;
    if (offset === found.end) return found.last;
    const move = lastAtMost(found.moves, offset, ({ from }) => from);
    if (move === undefined) return found.start; // its locals
    return found.start + move.to + Math.min(offset - move.from, move.size);
  }
}
