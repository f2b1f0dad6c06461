// SPDX-License-Identifier: Apache-2.0
// src/debug/debug-sections.mjs: what a module says of its code: names, and lines of sources

import { readFunctionNames } from '../check/names.mjs';
import { readOutline } from '../check/outline.mjs';
import { Reader, section, Writer } from '../exceptions/binary.mjs';
import { readLineTables } from './line-table.mjs';

/**
 * `{ start, code, names, lines, sections }` of a module: where its code section begins, the bytes
 * of that, the names of functions by index, the rows of line-table.mjs, and the custom sections by
 * name.
 */
export function readDebugSections(bytes) {
  const outline = readOutline(bytes);
  const code = outline.sections.find(({ id }) => id === section.code)?.body
    ?? new Reader(bytes, bytes.length);
  const sections = new Map(outline.sections.map(({ name, body }) => [name, body]));
  return {
    start: code.position,
    code: bytes.subarray(code.position, code.end),
    names: readFunctionNames(outline),
    lines: readLineTables(sections, code.end - code.position),
    sections,
  };
}

/** Whether a section of an outline describes code by its offsets. */
export const isDebugSection = ({ name }) =>
  name.startsWith('.debug_') || name === 'sourceMappingURL';

/** A module of the sections of an outline that `keeps(section)`, as a Writer. */
export function writeSections({ sections }, keeps) {
  const out = new Writer(1 << 16);
  out.bytes([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
  for (const entry of sections.filter(keeps)) {
    const { id, name, body } = entry;
    const content = new Writer(body.end - body.position + 16);
    if (id === section.custom) content.name(name);
    content.bytes(body.bytes.subarray(body.position, body.end));
    out.byte(id).sized(content.finish());
  }
  return out;
}

/** Adds custom sections, names and bytes, to a module that `out`, a Writer, has. */
export function addSections(out, sections) {
  for (const [name, content] of sections) {
    const body = new Writer(content.length + 16).name(name).bytes(content).finish();
    out.byte(section.custom).sized(body);
  }
  return out;
}
