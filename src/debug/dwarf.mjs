// SPDX-License-Identifier: Apache-2.0
// src/debug/dwarf.mjs: writes DWARF 4 that says which function and which line code is of

import { Writer } from '../exceptions/binary.mjs';
import { attribute, extended, form, standard, tag } from './dwarf-codes.mjs';

const cPlusPlus14 = 0x21;
const version = 4;
const addressSize = 4;

/** The codes of the abbreviations. */
const [unitCode, functionCode] = [1, 2];
const operandsOfOperations = [0, 1, 1, 1]; // up to setFile

/**
 * The debug sections, names and bytes, of a module with these `functions`: `{ name, start, end,
 * rows }`, places in the code section, and rows `{ address, file, line }` as addresses rise.
 */
export function writeDwarf(functions, producer) {
  const files = [...new Set(functions.flatMap(({ rows }) => rows.map(({ file }) => file)))];
  return [
    ['.debug_abbrev', abbreviations()],
    ['.debug_info', information(functions, producer)],
    ['.debug_line', lineTable(functions, files)],
  ];
}

function abbreviations() {
  const out = new Writer();
  const entry = (code, of, hasChildren, attributes) => {
    out.u32(code).u32(of).byte(hasChildren ? 1 : 0);
    for (const pair of attributes) out.u32(pair[0]).u32(pair[1]);
    out.bytes([0, 0]);
  };
  const range = [[attribute.lowPc, form.addr], [attribute.highPc, form.data4]];
  entry(unitCode, tag.compileUnit, true, [
    [attribute.producer, form.string], [attribute.language, form.data2],
    [attribute.name, form.string], [attribute.stmtList, form.secOffset], ...range,
  ]);
  entry(functionCode, tag.subprogram, false, [[attribute.name, form.string], ...range]);
  return out.byte(0).finish();
}

function information(functions, producer) {
  const out = new Writer(64 * functions.length);
  out.u16(version).fixed32(0).byte(addressSize);
  const range = (start, end) => out.fixed32(start).fixed32(end - start);
  out.u32(unitCode).text(producer).u16(cPlusPlus14);
  out.text(functions.find(({ rows }) => rows.length > 0)?.rows[0].file ?? '').fixed32(0);
  range(functions[0]?.start ?? 0, functions.at(-1)?.end ?? 0);
  for (const { name, start, end } of functions) {
    out.u32(functionCode).text(name);
    range(start, end);
  }
  return sized(out.byte(0));
}

/** With the size in front, as DWARF has it. */
export function sized(out) {
  const bytes = out.finish();
  return new Writer(bytes.length + 4).fixed32(bytes.length).bytes(bytes).finish();
}

function lineTable(functions, files) {
  const header = new Writer();
  // One byte is the smallest instruction, one of them is one, all begin statements; there are no
  // operations that advance both line and address.
  header.bytes([1, 1, 1, 0, 1, operandsOfOperations.length + 1]).bytes(operandsOfOperations);
  header.byte(0); // no folders
  for (const file of files) header.text(file).bytes([0, 0, 0]);
  header.byte(0);
  const out = new Writer();
  out.u16(version).fixed32(header.length).bytes(header.finish());
  const numbers = new Map(files.map((file, index) => [file, index + 1]));
  for (const { rows, end } of functions) {
    if (rows.length > 0) writeStretch(out, rows, end, numbers);
  }
  return sized(out);
}

function writeStretch(out, rows, end, numbers) {
  const state = { address: rows[0].address, file: 1, line: 1 };
  out.bytes([0, 1 + addressSize, extended.setAddress]).fixed32(state.address);
  const advance = (address) => {
    if (address > state.address) out.byte(standard.advanceAddress).u32(address - state.address);
    state.address = address;
  };
  for (const row of rows) {
    const file = numbers.get(row.file);
    advance(row.address);
    if (file !== state.file) out.byte(standard.setFile).u32(file);
    if (row.line !== state.line) out.byte(standard.advanceLine).s32(row.line - state.line);
    out.byte(standard.copy);
    Object.assign(state, { file, line: row.line });
  }
  advance(end);
  out.bytes([0, 1, extended.end]);
}
