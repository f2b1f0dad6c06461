// SPDX-License-Identifier: Apache-2.0
// tests/fuzz/random.mjs: numbers that look random and are the same for the same seed

/** `random(limit)` answers a whole number from 0 to limit - 1 (xorshift). */
export function randomOf(seed) {
  let state = (Math.imul(seed, 2654435761) ^ 0x5e2) | 1;
  const random = (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
  for (let turn = 0; turn < 8; ++turn) random(2); // neighbouring seeds part
  return random;
}

/** One of `items`. */
export const pick = (random, items) => items[random(items.length)];
