// SPDX-License-Identifier: Apache-2.0
// src/debug/moved-dwarf.mjs: DWARF 4 of a module for the same code at other places

import { Reader, Writer } from '../exceptions/binary.mjs';
import { attribute, extended, form, standard } from './dwarf-codes.mjs';
import { sized } from './dwarf.mjs';
import { readLineUnits, u16, u32 } from './line-table.mjs';

const lists = new Map([
  [attribute.ranges, '.debug_ranges'],
  [attribute.location, '.debug_loc'],
  [attribute.frameBase, '.debug_loc'],
]);
const kept = ['.debug_abbrev', '.debug_str', '.debug_info', '.debug_ranges', '.debug_loc'];
const baseSelector = 0xffffffff;

/**
 * The debug sections, names and bytes, of `sections`, Readers by name, for code of which what was
 * at an address is at `at(address)`; undefined where that is no code. Null where a part is not
 * DWARF 4.
 */
export function moveDwarf(sections, at) {
  if (sections.get('.debug_info') === undefined) return null;
  const copies = new Map();
  for (const name of kept) {
    const found = sections.get(name);
    if (found) copies.set(name, Buffer.from(found.bytes.subarray(found.position, found.end)));
  }
  const { bytes: lines, offsets } = moveLines(sections, at);
  const moved = new MovedDwarf(copies, at, offsets);
  if (!moved.moveUnits()) return null;
  return [...copies, ['.debug_line', lines]];
}

/** The line tables anew, and where each of them is now. */
function moveLines(sections, at) {
  const out = new Writer(1 << 16);
  const offsets = new Map();
  for (const { offset, header, isStatement, stretches } of readLineUnits(sections)) {
    offsets.set(offset, out.length);
    const unit = new Writer(header.length + 256);
    unit.bytes(header);
    for (const rows of stretches) {
      if (at(rows[0].address) !== undefined) writeStretch(unit, rows, isStatement, at);
    }
    out.bytes(sized(unit));
  }
  return { bytes: out.finish(), offsets };
}

function writeStretch(out, rows, isStatement, at) {
  const state = { address: at(rows[0].address), number: 1, line: 1, column: 0, isStatement };
  out.bytes([0, 5, extended.setAddress]).fixed32(state.address);
  for (const row of rows) {
    const address = Math.max(at(row.address) ?? state.address, state.address);
    if (address > state.address) out.byte(standard.advanceAddress).u32(address - state.address);
    state.address = address;
    if (row.isEnd) break;
    if (row.number !== state.number) out.byte(standard.setFile).u32(row.number);
    if (row.column !== state.column) out.byte(standard.setColumn).u32(row.column);
    if (row.line !== state.line) out.byte(standard.advanceLine).s32(row.line - state.line);
    if (row.isStatement !== state.isStatement) out.byte(standard.negateStatement);
    if (row.isPrologueEnd) out.byte(standard.prologueEnd);
    out.byte(standard.copy);
    const { number, line, column } = row;
    Object.assign(state, { number, line, column, isStatement: row.isStatement });
  }
  out.bytes([0, 1, extended.end]);
}

class MovedDwarf {
  #sections;
  #at;
  #lines;
  #abbreviations = new Map();
  #moved = { '.debug_ranges': new Set(), '.debug_loc': new Set() };

  constructor(sections, at, lines) {
    this.#sections = sections;
    this.#at = at;
    this.#lines = lines;
  }

  /** Moves what the units have, in place; false where one is not DWARF 4 for 32 bits. */
  moveUnits() {
    const reader = new Reader(this.#sections.get('.debug_info'));
    while (!reader.done) {
      const unit = reader.inner(u32(reader));
      if (u16(unit) !== 4) return false;
      const codes = this.#abbreviationsAt(u32(unit));
      if (unit.byte() !== 4) return false;
      let base = 0;
      for (let isFirst = true; !unit.done; isFirst = false) {
        const code = unit.u32();
        if (code === 0) continue;
        const attributes = codes.get(code) ?? unit.fail('an entry without an abbreviation');
        const found = this.#read(unit, attributes);
        if (isFirst) base = found.get(attribute.lowPc)?.value ?? 0;
        this.#move(found, base);
      }
    }
    return true;
  }

  #abbreviationsAt(offset) {
    if (this.#abbreviations.has(offset)) return this.#abbreviations.get(offset);
    const reader = new Reader(this.#sections.get('.debug_abbrev') ?? Buffer.alloc(0), offset);
    const codes = new Map();
    for (let code = reader.u32(); code !== 0; code = reader.u32()) {
      reader.u32(); // the tag
      reader.skip(1); // whether there are children
      const attributes = [];
      for (;;) {
        const pair = { name: reader.u32(), form: reader.u32() };
        if (pair.name === 0 && pair.form === 0) break;
        attributes.push(pair);
      }
      codes.set(code, attributes);
    }
    this.#abbreviations.set(offset, codes);
    return codes;
  }

  /** The attributes of an entry that may be places: `{ position, value, form }` by name. */
  #read(unit, attributes) {
    const found = new Map();
    for (const { name, form: how } of attributes) {
      const { position } = unit;
      skipForm(unit, how);
      if (how !== form.addr && how !== form.data4 && how !== form.secOffset) continue;
      const value = unit.bytes.readUInt32LE(position);
      found.set(name, { position, value, form: how });
    }
    return found;
  }

  #move(found, base) {
    const info = this.#sections.get('.debug_info');
    const low = found.get(attribute.lowPc);
    for (const [name, { position, value, form: how }] of found) {
      if (how === form.addr) info.writeUInt32LE(this.#at(value) ?? value, position);
      else if (name === attribute.highPc && how === form.data4) {
        const [start, end] = [this.#at(low?.value), this.#at(low?.value + value)];
        if (start !== undefined && end !== undefined) info.writeUInt32LE(end - start, position);
      } else if (how === form.secOffset) this.#moveOffset(info, name, position, value, base);
    }
  }

  #moveOffset(info, name, position, value, base) {
    if (name === attribute.stmtList) info.writeUInt32LE(this.#lines.get(value) ?? 0, position);
    else if (lists.has(name)) this.#moveList(lists.get(name), value, base);
  }

  /** A list of ranges, or of locations, each with a range. */
  #moveList(name, offset, first) {
    const bytes = this.#sections.get(name);
    if (bytes === undefined || this.#moved[name].has(offset)) return;
    this.#moved[name].add(offset);
    const reader = new Reader(bytes, offset);
    let base = first;
    for (;;) {
      const { position } = reader;
      const [start, end] = [u32(reader), u32(reader)];
      if (start === 0 && end === 0) return;
      if (start === baseSelector) {
        base = end;
        bytes.writeUInt32LE(this.#at(end) ?? end, position + 4);
        continue;
      }
      const origin = base === 0 ? 0 : (this.#at(base) ?? base);
      const [from, to] = [this.#at(base + start), this.#at(base + end)];
      if (from !== undefined && to !== undefined) {
        bytes.writeUInt32LE(from - origin, position);
        bytes.writeUInt32LE(to - origin, position + 4);
      }
      if (name === '.debug_loc') reader.skip(u16(reader));
    }
  }
}

function skipForm(reader, how) {
  switch (how) {
    case form.data1: case form.ref1: case form.flag:
      return reader.skip(1);
    case form.data2: case form.ref2:
      return reader.skip(2);
    case form.addr: case form.data4: case form.ref4: case form.strp: case form.secOffset:
    case form.refAddr:
      return reader.skip(4);
    case form.data8: case form.ref8: case form.refSig8:
      return reader.skip(8);
    case form.sdata: case form.udata: case form.refUdata:
      return reader.skipNumber();
    case form.string:
      while (reader.byte() !== 0);
      return undefined;
    case form.block1:
      return reader.skip(reader.byte());
    case form.block2:
      return reader.skip(u16(reader));
    case form.block4:
      return reader.skip(u32(reader));
    case form.block: case form.exprloc:
      return reader.skip(reader.u32());
    case form.flagPresent:
      return undefined;
    default:
      return reader.fail(`an attribute of form 0x${how.toString(16)}`);
  }
}
