// SPDX-License-Identifier: Apache-2.0
// src/check/names.mjs: the functions of a module by name and by place

import { Reader, section } from '../exceptions/binary.mjs';
import { Failure } from '../exceptions/failure.mjs';

const functionNames = 1;

/** The names of functions by index, from the name section; none where that is not there. */
export function readFunctionNames({ sections }) {
  const found = sections.find(({ name }) => name === 'name');
  const names = new Map();
  if (found === undefined) return names;
  const reader = new Reader(found.body.bytes, found.body.position, found.body.end);
  try {
    while (!reader.done) {
      const id = reader.byte();
      const part = reader.inner(reader.u32());
      if (id === functionNames) part.list(() => names.set(part.u32(), part.name()));
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error; // names are no part of what a module does
  }
  return names;
}

/** The section that what ends at `offset` is in, as a person calls it. */
export function sectionAt({ sections }, offset) {
  const found = sections.find(({ body }) => offset <= body.end);
  const known = Object.keys(section).find((name) => section[name] === found?.id);
  return known === undefined ? 'module' : `section ${known}`;
}
