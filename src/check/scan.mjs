// SPDX-License-Identifier: Apache-2.0
// src/check/scan.mjs: which features of WebAssembly a module uses, and where first

import { Reader, section } from '../exceptions/binary.mjs';
import {
  emptyBlock, op, readBlockType, readValueType, skipImmediates, valueType,
} from '../exceptions/instructions.mjs';
import { feature } from './features.mjs';
import { readOutline, skipTableType } from './outline.mjs';

/** Instructions that are a feature by their opcode. */
const byOpcode = new Map([
  ...[op.try, op.catch, op.throw, op.rethrow, op.delegate, op.catchAll].map((code) =>
    [code, feature.exceptions]),
  ...[0xc0, 0xc1, 0xc2, 0xc3, 0xc4].map((code) => [code, feature.signExtension]),
  // select of given types, table.get, table.set, ref.null, ref.is_null, ref.func
  ...[0x1c, 0x25, 0x26, op.refNull, 0xd1, op.refFunc].map((code) =>
    [code, feature.referenceTypes]),
]);
// Most instructions were always there: what follows their opcodes is passed without more ado, and a
// module of megabytes in tens of milliseconds.
const plain = { nothing: 1, number: 2, memoryArgument: 3, blockType: 4 };
const shapes = new Uint8Array(256);
shapes.fill(plain.nothing, 0x45, 0xc0);
for (const code of [0x00, 0x01, op.else, op.end, op.return, 0x1a, 0x1b]) {
  shapes[code] = plain.nothing;
}
shapes.fill(plain.number, op.localGet, op.globalSet + 1);
for (const code of [op.br, op.brIf, op.call, op.i32Const, op.i64Const]) shapes[code] = plain.number;
shapes.fill(plain.memoryArgument, 0x28, 0x3f);
shapes.fill(plain.blockType, op.block, op.if + 1);

const isPlainBlock = (type) =>
  type === emptyBlock || (type >= valueType.f64 && type <= valueType.i32);

/** Passes plain instructions; whether there is another before the end of `reader`. */
function skipPlain(reader) {
  const { bytes, end } = reader;
  let at = reader.position;
  while (at < end) {
    const next = bytes[at + 1];
    const shape = shapes[bytes[at]];
    if (shape === plain.nothing) at += 1;
    else if (shape === plain.number) {
      at += 1;
      while (bytes[at++] >= 0x80);
    } else if (shape === plain.memoryArgument && next < 0x40) {
      at += 2;
      while (bytes[at++] >= 0x80);
    } else if (shape === plain.blockType && isPlainBlock(next)) at += 2;
    else break;
  }
  reader.position = at;
  if (at > end) reader.fail('unexpected end');
  return at < end;
}

function featureAt(reader, opcode) {
  const code = reader.bytes[reader.position];
  if (opcode === 0xfc) {
    if (code < 8) return feature.conversions;
    return code < 15 ? feature.bulkMemory : code < 18 ? feature.referenceTypes : undefined;
  }
  if (opcode !== op.simd) return byOpcode.get(opcode);
  return new Reader(reader.bytes, reader.position, reader.end).u32() < 0x100
    ? feature.simd
    : undefined;
}

/** What adds, subtracts and multiplies in a constant expression. */
const arithmetic = new Set([0x6a, 0x6b, 0x6c, 0x7c, 0x7d, 0x7e]);

/**
 * Reads a module: `{ outline, features }`, where features maps a feature to `{ offset, index }` of
 * its first use, index being that of the function or undefined. Without `code` it passes over
 * functions. Throws a Failure where the bytes are cut off or have what is unknown here; whether
 * they are valid is not looked at.
 */
export function scanModule(bytes, { code = true } = {}) {
  const scan = new Scan();
  const outline = readOutline(bytes, scan.beyond);
  const isWanted = ({ id }) => code || id !== section.code;
  scan.read(bytes, outline, outline.sections.filter(isWanted));
  return { outline, features: scan.features };
}

class Scan {
  features = new Map();
  #instruction = undefined; // offset of the one being read, inside code
  #index = undefined; // of its function
  #importedGlobals = 0;

  /** Told as readers of instructions and types come to a feature. */
  beyond = (used, reader) => {
    if (this.features.has(used)) return;
    this.features.set(used, { offset: this.#instruction ?? reader.position, index: this.#index });
  };

  read(bytes, outline, sections) {
    this.#importedGlobals = outline.importedGlobals;
    for (const { id, body } of sections) {
      this.#sections[id]?.(new Reader(bytes, body.position, body.end), outline);
    }
  }

  #sections = {
    [section.table]: (reader) => {
      let count = 0;
      reader.list(() => {
        if (reader.bytes[reader.position] === 0x40) {
          reader.skip(2);
          this.beyond(feature.functionReferences, reader);
          skipTableType(reader, this.beyond);
          this.#constant(reader);
        } else skipTableType(reader, this.beyond);
        if (++count === 2) this.beyond(feature.referenceTypes, reader);
      });
    },
    [section.tag]: (reader) => this.beyond(feature.exceptions, reader),
    [section.dataCount]: (reader) => this.beyond(feature.bulkMemory, reader),
    [section.global]: (reader) => {
      reader.list(() => {
        readValueType(reader, this.beyond);
        reader.skip(1);
        this.#constant(reader);
      });
    },
    [section.element]: (reader) => {
      reader.list(() => this.#elements(reader));
    },
    [section.data]: (reader) => {
      reader.list(() => {
        const flags = reader.u32();
        if (flags === 1) this.beyond(feature.bulkMemory, reader);
        if (flags === 2 && reader.u32() !== 0) this.beyond(feature.multipleMemories, reader);
        if (flags !== 1) this.#constant(reader);
        reader.skip(reader.u32());
      });
    },
    [section.code]: (reader, { importedFunctions, types }) => {
      this.#index = importedFunctions;
      reader.list(() => {
        this.#body(reader.inner(reader.u32()), types);
        this.#index += 1;
      });
      this.#index = undefined;
    },
  };

  #elements(reader) {
    const flags = reader.u32();
    if ((flags & 1) !== 0) this.beyond(feature.bulkMemory, reader);
    if ((flags & 4) !== 0) this.beyond(feature.referenceTypes, reader);
    if ((flags & 3) === 2 && reader.u32() !== 0) this.beyond(feature.referenceTypes, reader);
    if ((flags & 1) === 0) this.#constant(reader);
    if ((flags & 3) !== 0) {
      if ((flags & 4) !== 0) readValueType(reader, this.beyond);
      else reader.skip(1);
    }
    reader.list(() => {
      if ((flags & 4) !== 0) this.#constant(reader);
      else reader.u32();
    });
  }

  #constant(reader) {
    for (;;) {
      const at = reader.position;
      const opcode = reader.byte();
      this.#instruction = at;
      if (opcode === op.globalGet) {
        if (reader.u32() >= this.#importedGlobals) this.beyond(feature.globalConstants, reader);
        continue;
      }
      if (arithmetic.has(opcode)) this.beyond(feature.extendedConstants, reader);
      else if (opcode === op.simd) this.beyond(feature.simd, reader);
      skipImmediates(reader, opcode, this.beyond);
      this.#instruction = undefined;
      if (opcode === op.end) return;
    }
  }

  #body(reader, types) {
    reader.list(() => {
      reader.u32();
      readValueType(reader, this.beyond);
    });
    while (skipPlain(reader)) this.#special(reader, types);
    this.#instruction = undefined;
  }

  #special(reader, types) {
    this.#instruction = reader.position;
    const opcode = reader.byte();
    const used = featureAt(reader, opcode);
    if (used !== undefined) this.beyond(used, reader);
    if (opcode === op.block || opcode === op.loop || opcode === op.if || opcode === op.try) {
      const type = readBlockType(reader, this.beyond);
      if (type >= 0 && !/^:.?$/.test(types[type] ?? '')) this.beyond(feature.multiValue, reader);
    } else skipImmediates(reader, opcode, this.beyond);
  }
}
