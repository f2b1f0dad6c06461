// SPDX-License-Identifier: Apache-2.0
// src/python/packing/table.mjs: the table of functions without those that a plugin cannot reach

// An engine fills the table anew for each instance, slot by slot. A segment costs as much as a few.
const shortestGap = 4;

/**
 * What is left in `slots`, a map from slot to function, as segments `{ start, functions }` in the
 * order of the slots. A short stretch of functions that are in `dropped` stays.
 */
export function tableWithout(dropped, slots) {
  const segments = [];
  let last = -Infinity;
  const kept = [...slots.keys()].filter((slot) => !dropped.has(slots.get(slot)));
  for (const slot of kept.sort((a, b) => a - b)) {
    if (slot - last > shortestGap) segments.push({ start: slot, functions: [] });
    else {
      for (let between = last + 1; between < slot; between += 1) {
        segments.at(-1).functions.push(slots.get(between));
      }
    }
    segments.at(-1).functions.push(slots.get(slot));
    last = slot;
  }
  return segments;
}
