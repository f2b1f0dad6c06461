// SPDX-License-Identifier: Apache-2.0
// src/python/packing/sections.mjs: the sections of a module that packing reads and replaces

import { Reader, Writer } from '../../exceptions/binary.mjs';
import { Failure } from '../../exceptions/failure.mjs';
import { op, valueType } from '../../exceptions/instructions.mjs';
import { kind, section } from '../../exceptions/module.mjs';

export { kind, section };

const preamble = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];

/** The sections of a module by their ids, custom ones left out; each the bytes of its content. */
export function readSections(bytes) {
  if (!preamble.every((byte, index) => bytes[index] === byte)) {
    throw new Failure('it is no WebAssembly module', 'build it again');
  }
  const reader = new Reader(bytes, preamble.length);
  const sections = new Map();
  while (!reader.done) {
    const id = reader.byte();
    const content = reader.take(reader.u32());
    if (id !== section.custom) sections.set(id, content);
  }
  return sections;
}

/** A module of these sections; in their order. */
export function writeModule(sections) {
  const size = [...sections.values()].reduce((sum, part) => sum + part.length + 6, 8);
  const out = new Writer(size);
  out.bytes(preamble);
  for (const id of inOrder(sections)) out.byte(id).sized(sections.get(id));
  return out.finish();
}

// The data count comes before the code.
function inOrder(sections) {
  const rank = (id) => (id === section.dataCount ? section.code - 0.5 : id);
  return [...sections.keys()].sort((a, b) => rank(a) - rank(b));
}

/** Function imports only: `{ module, name, type }`. A runtime has no others. */
export function readImports(content) {
  const reader = new Reader(content);
  return reader.list(() => {
    const [module, name] = [reader.name(), reader.name()];
    if (reader.byte() !== kind.function) reader.fail(`${module}.${name} is no function`);
    return { module, name, type: reader.u32() };
  });
}

export function writeImports(imports) {
  return fill((out) =>
    out.list(imports, ({ module, name, type }) =>
      out.name(module).name(name).byte(kind.function).u32(type)));
}

export function readExports(content) {
  const reader = new Reader(content);
  return reader.list(() => ({ name: reader.name(), kind: reader.byte(), index: reader.u32() }));
}

export function writeExports(exports) {
  return fill((out) =>
    out.list(exports, (entry) => out.name(entry.name).byte(entry.kind).u32(entry.index)));
}

/** Globals: `{ isMutable, bytes }`. */
export function readGlobals(content) {
  const reader = new Reader(content);
  return reader.list(() => {
    const start = reader.position;
    const type = reader.byte();
    const isMutable = reader.byte() === 1;
    const isPlain = type === valueType.i32 && reader.byte() === op.i32Const;
    if (!isPlain) reader.fail('a global that is no plain i32');
    reader.skipNumber();
    if (reader.byte() !== op.end) reader.fail('a global with more than one constant');
    return { isMutable, bytes: content.subarray(start, reader.position) };
  });
}

/** As they were, but those that are mutable with the `values` given, by index. */
export function writeGlobals(globals, values) {
  return fill((out) => {
    out.u32(globals.length);
    globals.forEach(({ isMutable, bytes }, index) => {
      if (!isMutable) out.bytes(bytes);
      else {
        out.bytes([valueType.i32, 1, op.i32Const]).s32(values.get(index)).byte(op.end);
      }
    });
  });
}

/** The least and, where there is one, the most pages of the one memory. */
export function readMemory(content) {
  const reader = new Reader(content);
  return reader.list(() => {
    const flags = reader.byte();
    return { least: reader.u32(), most: flags & 1 ? reader.u32() : undefined };
  })[0];
}

export function writeMemory({ least, most }) {
  return fill((out) => {
    out.u32(1).byte(most === undefined ? 0 : 1).u32(least);
    if (most !== undefined) out.u32(most);
  });
}

/** Active segments: `{ start, bytes }`. */
export function writeData(segments) {
  const size = segments.reduce((sum, { bytes }) => sum + bytes.length + 12, 8);
  return fill((out) =>
    out.list(segments, ({ start, bytes }) =>
      out.bytes([0, op.i32Const]).s32(start).byte(op.end).sized(bytes)), size);
}

/** Active segments of functions for the one table: `{ start, functions }`. */
export function writeElements(segments) {
  return fill((out) =>
    out.list(segments, ({ start, functions }) =>
      out.bytes([0, op.i32Const]).s32(start).byte(op.end)
        .list(functions, (index) => out.u32(index))));
}

export function fill(write, capacity = 64) {
  const out = new Writer(capacity);
  write(out);
  return out.finish();
}
