// SPDX-License-Identifier: Apache-2.0
// src/exceptions/binary.mjs: reads and writes the primitives of the WebAssembly binary format
import { Failure } from './failure.mjs';

/** The ids of sections. */
export const section = {
  custom: 0,
  type: 1,
  import: 2,
  function: 3,
  table: 4,
  memory: 5,
  global: 6,
  export: 7,
  start: 8,
  element: 9,
  code: 10,
  data: 11,
  dataCount: 12,
  tag: 13,
};
/** What an import or an export is. */
export const kind = { function: 0, table: 1, memory: 2, global: 3, tag: 4 };

/** A cursor over bytes; every read is checked against `end`. */
export class Reader {
  constructor(bytes, position = 0, end = bytes.length) {
    this.bytes = bytes;
    this.position = position;
    this.end = end;
  }

  get done() {
    return this.position >= this.end;
  }

  fail(problem) {
    const offset = `0x${this.position.toString(16)}`;
    throw new Failure(`malformed module: ${problem} at offset ${offset}`, 'link it again');
  }

  byte() {
    if (this.position >= this.end) this.fail('unexpected end');
    return this.bytes[this.position++];
  }

  /** An unsigned LEB128 number of at most 32 bits. */
  u32() {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    return this.fail('number of more than 32 bits');
  }

  /** An unsigned LEB128 number of at most 64 bits, as near as a double comes to it. */
  u64() {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    return this.fail('number of more than 64 bits');
  }

  /** A signed LEB128 number of at most 32 bits. */
  s32() {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte();
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) {
        const unused = 32 - shift - 7;
        return unused > 0 && (byte & 0x40) !== 0 ? value | (-1 << (shift + 7)) : value;
      }
    }
    return this.fail('number of more than 32 bits');
  }

  /** Passes a LEB128 number of either sign and at most 64 bits. */
  skipNumber() {
    for (let length = 1; this.byte() >= 0x80; ++length) {
      if (length === 10) this.fail('number of more than 64 bits');
    }
  }

  skip(count) {
    if (count > this.end - this.position) this.fail('unexpected end');
    this.position += count;
  }

  take(count) {
    const start = this.position;
    this.skip(count);
    return this.bytes.subarray(start, this.position);
  }

  name() {
    return Buffer.from(this.take(this.u32())).toString('utf8');
  }

  /** Calls `read` for each element of a vector and returns the answers. */
  list(read) {
    const count = this.u32();
    if (count > this.end - this.position) this.fail('unexpected end');
    return Array.from({ length: count }, (_, index) => read(index));
  }

  /** A reader of the next `size` bytes, which this one passes. */
  inner(size) {
    const start = this.position;
    this.skip(size);
    return new Reader(this.bytes, start, this.position);
  }
}

/** Bytes that grow. */
export class Writer {
  constructor(capacity = 64) {
    this.buffer = new Uint8Array(capacity);
    this.length = 0;
  }

  reserve(more) {
    const needed = this.length + more;
    if (needed <= this.buffer.length) return;
    const larger = new Uint8Array(Math.max(needed, 2 * this.buffer.length));
    larger.set(this.buffer.subarray(0, this.length));
    this.buffer = larger;
  }

  byte(value) {
    this.reserve(1);
    this.buffer[this.length++] = value;
    return this;
  }

  bytes(values) {
    this.reserve(values.length);
    this.buffer.set(values, this.length);
    this.length += values.length;
    return this;
  }

  u32(value) {
    this.reserve(5);
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 128)) {
      this.buffer[this.length++] = (rest % 128) | 0x80;
    }
    this.buffer[this.length++] = rest;
    return this;
  }

  /** A signed LEB128 number of at most 32 bits. */
  s32(value) {
    for (let rest = value | 0; ; rest >>= 7) {
      const low = rest & 0x7f;
      const isLast = (rest >> 6) === 0 || (rest >> 6) === -1;
      this.byte(isLast ? low : low | 0x80);
      if (isLast) return this;
    }
  }

  /** 16 bits, the lower first. */
  u16(value) {
    return this.bytes([value & 0xff, value >> 8]);
  }

  /** 32 bits, the lowest first. */
  fixed32(value) {
    return this.u16(value & 0xffff).u16(value >>> 16);
  }

  name(text) {
    const bytes = Buffer.from(text, 'utf8');
    return this.u32(bytes.length).bytes(bytes);
  }

  /** Text that a zero ends. */
  text(text) {
    return this.bytes(Buffer.from(text, 'utf8')).byte(0);
  }

  /** A vector whose elements `write` writes. */
  list(values, write) {
    this.u32(values.length);
    for (const value of values) write(value);
    return this;
  }

  /** The bytes, with their size in front. */
  sized(bytes) {
    return this.u32(bytes.length).bytes(bytes);
  }

  finish() {
    return this.buffer.subarray(0, this.length);
  }
}
