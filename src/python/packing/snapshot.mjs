// SPDX-License-Identifier: Apache-2.0
// src/python/packing/snapshot.mjs: an instance's memory as data segments

// Zeroes between two segments cost their number, a segment about eight bytes.
const shortestGap = 16;
const mostSegments = 100_000; // that engines take: the JS API of WebAssembly has this limit
const wordSize = 8;

/**
 * The bytes of `memory` below `end` that are not zero, in segments `{ start, bytes }` in the order
 * of their addresses. The bytes are a copy's, `memory` may change.
 */
export function segmentsOf(memory, end) {
  const copy = Buffer.from(memory.subarray(0, end));
  const words = new BigUint64Array(copy.buffer, copy.byteOffset, Math.floor(end / wordSize));
  for (let gap = shortestGap / wordSize; ; gap *= 2) {
    const segments = apart(gap, words, copy);
    if (segments.length <= mostSegments) return segments;
  }
}

/** Those with more than `gap` words of zeroes between them. */
function apart(gap, words, copy) {
  const segments = [];
  for (let next = 0; ; ) {
    while (next < words.length && words[next] === 0n) next += 1;
    if (next === words.length) return segments;
    let last = next;
    for (let probe = next + 1; probe < words.length && probe - last <= gap + 1; probe += 1) {
      if (words[probe] !== 0n) last = probe;
    }
    segments.push(trimmed(copy, next * wordSize, (last + 1) * wordSize));
    next = last + 1;
  }
}

function trimmed(bytes, from, to) {
  let [start, end] = [from, to];
  while (bytes[start] === 0) start += 1;
  while (bytes[end - 1] === 0) end -= 1;
  return { start, bytes: bytes.subarray(start, end) };
}
