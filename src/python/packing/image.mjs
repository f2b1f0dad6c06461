// SPDX-License-Identifier: Apache-2.0
// src/python/packing/image.mjs: what a module puts into memory and into its table at the start
import { Reader } from '../../exceptions/binary.mjs';
import { op, readValueType, skipConstantExpression } from '../../exceptions/instructions.mjs';
import { section } from '../../exceptions/module.mjs';

function sectionReader(module, id) {
  const found = module.sections.find((entry) => entry.id === id);
  return new Reader(module.bytes, found?.body.position ?? 0, found?.body.end ?? 0);
}

function readOffset(reader) {
  const place = reader.byte() === op.i32Const ? reader.s32() >>> 0 : undefined;
  if (place === undefined || reader.byte() !== op.end) reader.fail('a place that is no constant');
  return place;
}

/** Memory as the data segments of a module leave it. */
export class Memory {
  constructor(module) {
    this.bytes = module.bytes;
    const reader = sectionReader(module, section.data);
    /** `address` and `end` in memory, `position` in the file, in the order of the file. */
    this.segments = reader.done ? [] : reader.list(() => this.#readSegment(reader));
  }

  #readSegment(reader) {
    const flags = reader.u32();
    if (flags === 1) reader.fail('a data segment that is not put into memory');
    if (flags === 2) reader.u32();
    const address = readOffset(reader);
    const size = reader.u32();
    const { position } = reader;
    reader.skip(size);
    return { address, end: address + size, position };
  }

  #segmentAt(address) {
    return this.segments.find((segment) => address >= segment.address && address < segment.end);
  }

  /** The address of what is at an offset of the file; undefined outside of the segments. */
  addressOf(position) {
    const size = ({ address, end }) => end - address;
    const segment = this.segments.find(
      (one) => position >= one.position && position < one.position + size(one),
    );
    return segment && segment.address + position - segment.position;
  }

  /** What is from `address` to the end of its segment, or to that of `size` bytes. */
  view(address, size = Infinity) {
    const segment = this.#segmentAt(address);
    if (segment === undefined) return this.bytes.subarray(0, 0);
    const start = segment.position + address - segment.address;
    return this.bytes.subarray(start, start + Math.min(size, segment.end - address));
  }

  u32(address) {
    const word = this.view(address, 4);
    return word.length === 4 ? Buffer.from(word).readUInt32LE() : 0;
  }

  /** The text at `address` that a zero byte ends. */
  text(address) {
    const view = this.view(address);
    const end = view.indexOf(0);
    return Buffer.from(view.subarray(0, end < 0 ? 0 : end)).toString('utf8');
  }
}

function readFunction(reader, expressions) {
  if (!expressions) return reader.u32();
  let found = -1;
  skipConstantExpression(reader, (index) => (found = index));
  return found;
}

/** The function in each slot of the table that a module starts with: a map from slot to index. */
export function readSlots(module) {
  const reader = sectionReader(module, section.element);
  return reader.done ? new Map() : readElements(reader);
}

/** The same from what `reader` has, the content of a section of elements. */
export function readElements(reader) {
  const slots = new Map();
  reader.list(() => {
    const flags = reader.u32();
    const active = (flags & 1) === 0;
    const expressions = (flags & 4) !== 0;
    if (!active && (flags & 2) === 0) reader.fail('functions that are not put into a table');
    if (active && (flags & 2) !== 0 && reader.u32() !== 0) reader.fail('a second table');
    let slot = active ? readOffset(reader) : 0;
    if ((flags & 3) !== 0 && expressions) readValueType(reader);
    else if ((flags & 3) !== 0) reader.skip(1);
    reader.list(() => {
      const index = readFunction(reader, expressions);
      if (active && index >= 0) slots.set(slot, index);
      ++slot;
    });
  });
  return slots;
}
