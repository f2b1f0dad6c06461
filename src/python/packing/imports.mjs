// SPDX-License-Identifier: Apache-2.0
// src/python/packing/imports.mjs: a module's imported functions without those that a plugin leaves

import { op } from '../../exceptions/instructions.mjs';

const numberBits = 0x7f; // of a byte of LEB128: all of a number that is less than 128

/**
 * Functions are numbered imports first. Those that `isKept(entry, index)` keeps get the first
 * numbers, and functions in place of the others, the `severed`, the next: no number beyond changes.
 */
export class Imports {
  #places;

  constructor(all, isKept) {
    this.kept = all.filter(isKept);
    this.severed = all.filter((entry, index) => !isKept(entry, index));
    const order = new Map([...this.kept, ...this.severed].map((entry, place) => [entry, place]));
    this.#places = all.map((entry) => order.get(entry));
  }

  /** The new number of a function. */
  place(index) {
    return this.#places[index] ?? index;
  }

  /** The content of a section of code whose calls of imports are at `calls`, with new numbers. */
  renumber(code, calls) {
    const result = Uint8Array.from(code);
    for (const at of calls) {
      result[at] = (code[at] & ~numberBits) | this.#places[code[at] & numberBits];
    }
    return result;
  }
}

/** Whether calls of `count` imported functions, less than 128, are at these places in the code. */
export function areImportCalls(calls, code, count) {
  const isCall = (at) => code[at - 1] === op.call && (code[at] & numberBits) < count;
  return Array.isArray(calls) && calls.every(isCall) && count <= numberBits;
}
