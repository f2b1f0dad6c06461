// SPDX-License-Identifier: Apache-2.0
// src/debug/line-table.mjs: reads the line tables of DWARF 4 and 5, which no npm package does

import { posix } from 'node:path';
import { Reader } from '../exceptions/binary.mjs';

const standard = {
  copy: 1, advanceAddress: 2, advanceLine: 3, setFile: 4, setColumn: 5, negateStatement: 6,
  setBasicBlock: 7, addConstant: 8, fixedAdvance: 9, prologueEnd: 10, epilogueBegin: 11, setIsa: 12,
};
const extended = { end: 1, setAddress: 2 };
const content = { path: 1, directory: 2 };
const form = {
  data2: 0x05, string: 0x08, block: 0x09, data1: 0x0b, strp: 0x0e, udata: 0x0f, data16: 0x1e,
  lineStrp: 0x1f,
};

/**
 * The rows of the line tables in `sections`, which maps the names of debug sections to Readers:
 * lists of `{ address, file, line, column, isEnd }`, one for each stretch of code, as addresses
 * rise; an address is an offset into the code section. Line 0 is code of no line. `codeSize` tells
 * what the linker took out, which has addresses outside the code.
 */
export function readLineTables(sections, codeSize) {
  const reader = copyOf(sections.get('.debug_line'));
  const stretches = [];
  while (reader !== undefined && !reader.done) {
    const unit = reader.inner(u32(reader));
    for (const rows of readUnit(unit, sections)) {
      const [{ address }] = rows;
      if (address > 0 && address < codeSize) stretches.push(rows);
    }
  }
  return stretches.sort(([a], [b]) => a.address - b.address);
}

const copyOf = (reader) => reader && new Reader(reader.bytes, reader.position, reader.end);

const u16 = (reader) => reader.byte() | (reader.byte() << 8);
const u32 = (reader) => (u16(reader) | (u16(reader) << 16)) >>> 0;
const s8 = (reader) => (reader.byte() << 24) >> 24;

function cString(reader) {
  const end = reader.bytes.indexOf(0, reader.position);
  if (end < 0 || end >= reader.end) reader.fail('text without an end');
  const bytes = reader.take(end - reader.position);
  reader.skip(1);
  return Buffer.from(bytes).toString('utf8');
}

function readUnit(reader, sections) {
  const version = u16(reader);
  if (version < 4 || version > 5) reader.fail(`a line table of DWARF ${version}, not 4 or 5`);
  if (version === 5) reader.skip(2); // sizes of addresses and of segments
  const program = reader.inner(u32(reader));
  const header = copyOf(program);
  header.skip(2); // the size of instructions, how many are one
  header.skip(1); // where statements begin
  const lineBase = s8(header);
  const lineRange = header.byte() || header.fail('a line table without a range of lines');
  const opcodeBase = header.byte();
  const operands = Array.from({ length: opcodeBase - 1 }, () => header.byte());
  const files = version === 5 ? readFiles(header, sections) : readOldFiles(header);
  return run(reader, { lineBase, lineRange, opcodeBase, operands, files });
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

function run(reader, { lineBase, lineRange, opcodeBase, operands, files }) {
  const stretches = [];
  let rows, address, file, line, column;
  const begin = () => {
    rows = [];
    [address, file, line, column] = [0, 1, 1, 0];
  };
  const row = (isEnd) => rows.push({ address, file: files[file] ?? '', line, column, isEnd });
  begin();
  while (!reader.done) {
    const opcode = reader.byte();
    if (opcode >= opcodeBase) {
      address += Math.floor((opcode - opcodeBase) / lineRange);
      line += lineBase + ((opcode - opcodeBase) % lineRange);
      row(false);
      continue;
    }
    switch (opcode) {
      case 0: {
        const operation = reader.inner(reader.u32());
        const code = operation.byte();
        if (code === extended.setAddress) address = u32(operation);
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
        address += reader.u32();
        break;
      case standard.advanceLine:
        line += reader.s32();
        break;
      case standard.setFile:
        file = reader.u32();
        break;
      case standard.setColumn:
        column = reader.u32();
        break;
      case standard.addConstant:
        address += Math.floor((255 - opcodeBase) / lineRange);
        break;
      case standard.fixedAdvance:
        address += u16(reader);
        break;
      default:
        for (let left = operands[opcode - 1]; left > 0; --left) reader.skipNumber();
    }
  }
  return stretches;
}
