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
  let last; // segment
  let idle = []; // functions after it
  for (const [slot, index] of [...slots].sort(([a], [b]) => a - b)) {
    const follows = last && slot === last.start + last.functions.length + idle.length;
    if (!follows || idle.length === shortestGap) last = undefined;
    if (last === undefined) idle = [];
    if (!dropped.has(index)) {
      if (last === undefined) segments.push((last = { start: slot, functions: [] }));
      last.functions.push(...idle, index);
      idle = [];
    } else if (last) idle.push(index);
  }
  return segments;
}
