// SPDX-License-Identifier: Apache-2.0
// src/debug/line-table.mjs: reads the line tables of DWARF 4 and 5, which no npm package does

import { posix } from 'node:path';
import { Reader } from '../exceptions/binary.mjs';
import { content, extended, form, standard } from './dwarf-codes.mjs';

/**
 * The rows of the line tables in `sections`, which maps the names of debug sections to Readers:
 * lists of `{ address, file, line, column, isEnd }`, one for each stretch of code, as addresses
 * rise; an address is an offset into the code section. Line 0 is code of no line. `codeSize` tells
 * what the linker took out, which has addresses outside the code.
 */
export function readLineTables(sections, codeSize) {
  const stretches = readLineUnits(sections).flatMap(({ stretches: rows }) => rows);
  return stretches
    .filter(([{ address }]) => address > 0 && address < codeSize)
    .sort(([a], [b]) => a.address - b.address);
}

/**
 * The tables themselves, of DWARF 4 and 5: `offset`, where each is in its section, `header`, its
 * bytes before the program, and `stretches`, as above, with `number`, that of the file,
 * `isStatement` and `isPrologueEnd`.
 */
export function readLineUnits(sections) {
  const reader = copyOf(sections.get('.debug_line'));
  if (reader === undefined) return [];
  const start = reader.position;
  const units = [];
  while (!reader.done) {
    const offset = reader.position - start;
    const unit = reader.inner(u32(reader));
    const read = readUnit(unit, sections);
    if (read !== undefined) units.push({ offset, ...read });
  }
  return units;
}

export const copyOf = (reader) => reader && new Reader(reader.bytes, reader.position, reader.end);

export const u16 = (reader) => reader.byte() | (reader.byte() << 8);
export const u32 = (reader) => (u16(reader) | (u16(reader) << 16)) >>> 0;
const s8 = (reader) => (reader.byte() << 24) >> 24;

function cString(reader) {
  const end = reader.bytes.indexOf(0, reader.position);
  if (end < 0 || end >= reader.end) reader.fail('text without an end');
  const bytes = reader.take(end - reader.position);
  reader.skip(1);
  return Buffer.from(bytes).toString('utf8');
}

function readUnit(reader, sections) {
  const start = reader.position;
  const version = u16(reader);
  if (version < 4 || version > 5) return undefined;
  if (version === 5) reader.skip(2); // sizes of addresses and of segments
  const tables = reader.inner(u32(reader));
  const header = reader.bytes.subarray(start, reader.position);
  tables.skip(2); // the size of instructions, how many are one
  const isStatement = tables.byte() === 1;
  const lineBase = s8(tables);
  const lineRange = tables.byte() || tables.fail('a line table without a range of lines');
  const opcodeBase = tables.byte();
  const operands = Array.from({ length: opcodeBase - 1 }, () => tables.byte());
  const files = version === 5 ? readFiles(tables, sections) : readOldFiles(tables);
  const program = { isStatement, lineBase, lineRange, opcodeBase, operands, files };
  return { header, isStatement, stretches: run(reader, program) };
}

/** Paths of files by number. */
function readOldFiles(reader) {
  const list = (read) => {
    const found = [];
    for (;;) {
      const name = cString(reader);
      if (name === '') return found;
      found.push(read(name));
    }
  };
  const folders = ['', ...list((name) => name)];
  const files = list((name) => {
    const folder = folders[reader.u32()] ?? '';
    reader.u32(); // when it was changed
    reader.u32(); // its size
    return posix.isAbsolute(name) ? name : posix.join(folder, name); // of a folder not named here
  });
  return ['', ...files];
}

function readFiles(reader, sections) {
  const [folders, files] = [0, 1].map(() => {
    const formats = Array.from({ length: reader.byte() }, () => [reader.u32(), reader.u32()]);
    return reader.list(() => {
      const entry = { path: '' };
      for (const [kind, how] of formats) {
        const value = readForm(reader, how, sections);
        if (kind === content.path) entry.path = value;
        else if (kind === content.directory) entry.folder = value;
      }
      return entry;
    });
  });
  return files.map(({ path, folder = 0 }) =>
    posix.resolve(folders[0]?.path ?? '', folders[folder]?.path ?? '', path));
}

function readForm(reader, how, sections) {
  switch (how) {
    case form.string:
      return cString(reader);
    case form.lineStrp:
      return stringAt(sections.get('.debug_line_str'), u32(reader));
    case form.strp:
      return stringAt(sections.get('.debug_str'), u32(reader));
    case form.udata:
      return reader.u32();
    case form.data1:
      return reader.byte();
    case form.data2:
      return u16(reader);
    case form.data16:
      return void reader.skip(16);
    case form.block:
      return void reader.skip(reader.u32());
    default:
      return reader.fail(`a line table's file of form 0x${how.toString(16)}`);
  }
}

function stringAt(section, offset) {
  if (section === undefined || offset >= section.end - section.position) return '';
  return cString(new Reader(section.bytes, section.position + offset, section.end));
}

function run(reader, { isStatement, lineBase, lineRange, opcodeBase, operands, files }) {
  const stretches = [];
  let rows, at;
  const begin = () => {
    rows = [];
    at = { address: 0, number: 1, line: 1, column: 0, isStatement, isPrologueEnd: false };
  };
  const row = (isEnd) => {
    rows.push({ ...at, file: files[at.number] ?? '', isEnd });
    at.isPrologueEnd = false;
  };
  begin();
  while (!reader.done) {
    const opcode = reader.byte();
    if (opcode >= opcodeBase) {
      at.address += Math.floor((opcode - opcodeBase) / lineRange);
      at.line += lineBase + ((opcode - opcodeBase) % lineRange);
      row(false);
      continue;
    }
    switch (opcode) {
      case 0: {
        const operation = reader.inner(reader.u32());
        const code = operation.byte();
        if (code === extended.setAddress) at.address = u32(operation);
        else if (code === extended.end) {
          row(true);
          stretches.push(rows);
          begin();
        }
        break;
      }
      case standard.copy:
        row(false);
        break;
      case standard.advanceAddress:
        at.address += reader.u32();
        break;
      case standard.advanceLine:
        at.line += reader.s32();
        break;
      case standard.setFile:
        at.number = reader.u32();
        break;
      case standard.setColumn:
        at.column = reader.u32();
        break;
      case standard.negateStatement:
        at.isStatement = !at.isStatement;
        break;
      case standard.addConstant:
        at.address += Math.floor((255 - opcodeBase) / lineRange);
        break;
      case standard.fixedAdvance:
        at.address += u16(reader);
        break;
      case standard.prologueEnd:
        at.isPrologueEnd = true;
        break;
      default:
        for (let left = operands[opcode - 1]; left > 0; --left) reader.skipNumber();
    }
  }
  return stretches;
}
