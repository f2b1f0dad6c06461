// SPDX-License-Identifier: Apache-2.0
// src/host/go-json.mjs: JSON as the real hosts, Go programs, write it

/** The keys of every object in order, and what HTML would interpret escaped. */
export function goJson(value) {
  const sorted = (_, part) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part;
  const escape = (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(value, sorted).replace(/[<>&\u2028\u2029]/g, escape);
}
