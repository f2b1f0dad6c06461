// SPDX-License-Identifier: Apache-2.0
// src/debug/source-map.mjs: lines of code as a source map, which wasm-opt keeps right, and back

// wasm-opt writes the place of an expression before those of its operands, where code has it after
// them, and not where it is the place before. So each instruction has a place of its own: its
// number and opcode stand for a column, and tell which is whose when the map is read.

import { decode, encode } from '@jridgewell/sourcemap-codec';
import { Reader } from '../exceptions/binary.mjs';
import { readValueType, skipImmediates } from '../exceptions/instructions.mjs';
import { lastAtMost } from '../exceptions/moves.mjs';

/** The source of code that is of no line: the format wasm-opt reads has no other way to say so. */
const nowhere = '';
const opcodes = 256;
const ignore = () => {};

/** The instructions of a function's body: `{ offset, opcode }`. */
function* instructionsOf({ bytes, position, end }) {
  const reader = new Reader(bytes, position, end);
  reader.list(() => {
    reader.u32();
    readValueType(reader, ignore);
  });
  while (!reader.done) {
    const offset = reader.position;
    const opcode = reader.byte();
    skipImmediates(reader, opcode, ignore);
    yield { offset, opcode };
  }
}

/**
 * The source map of a module that has `bodies`, Readers of its functions, of rows (line-table.mjs):
 * what is at an address of theirs is at the offset `at(address)`, or nowhere.
 */
export function toSourceMap(stretches, bodies, at) {
  const places = placesOf(stretches, at);
  const sources = new Map([[nowhere, 0]]);
  const segments = [];
  let number = 0;
  const add = (offset, { file, line }, opcode) => {
    if (!sources.has(file)) sources.set(file, sources.size);
    segments.push([offset, sources.get(file), line, number * opcodes + opcode]);
    number += 1;
  };
  for (const body of bodies) {
    const last = lastAtMost(places, body.end, ({ offset }) => offset);
    if (last === undefined || last.offset < body.position) {
      add(body.position, { file: nowhere, line: 0 }, 0);
      continue;
    }
    for (const { offset, opcode } of instructionsOf(body)) {
      const place = lastAtMost(places, offset, (each) => each.offset);
      const isOwn = place !== undefined && place.offset >= body.position;
      add(offset, isOwn ? place : { file: nowhere, line: 0 }, opcode);
    }
  }
  return JSON.stringify({
    version: 3, sources: [...sources.keys()], names: [], mappings: encode([segments]),
  });
}

/** What begins at which offset, as offsets rise: `{ offset, file, line }`, lines from 0 on. */
function placesOf(stretches, at) {
  const places = new Map();
  for (const { address, file, line, isEnd } of stretches.flat()) {
    const offset = at(address);
    if (offset === undefined || (isEnd && places.has(offset))) continue; // the next begins there
    const isNowhere = isEnd || line === 0;
    places.set(offset, { offset, file: isNowhere ? nowhere : file, line: Math.max(line - 1, 0) });
  }
  return [...places.values()].sort((a, b) => a.offset - b.offset);
}

/**
 * For each of `bodies`, Readers of function bodies in their order, the rows `{ address, file, line
 * }` that `text`, a source map, has for it; addresses count from `start`.
 */
export function fromSourceMap(text, bodies, start) {
  const { sources, mappings } = JSON.parse(text);
  // A segment without a source is a newer wasm-opt's word for code of no line.
  const segments = decode(mappings).flat().filter(({ length }) => length >= 4);
  const places = segments.map(([offset, source, line, column]) => ({
    offset, file: sources[source], line: line + 1, opcode: column % opcodes,
  }));
  let next = 0;
  return bodies.map((body) => {
    const rows = [];
    while (next < places.length && places[next].offset < body.position) next += 1;
    const open = []; // expressions whose operands are being read
    for (const { offset, opcode } of instructionsOf(body)) {
      for (; next < places.length && places[next].offset <= offset; next += 1) {
        open.push(places[next]);
      }
      const at = open.findLastIndex((place) => isOf(place, opcode));
      if (at < 0) continue;
      addRow(rows, open[at], offset - start);
      open.length = at;
    }
    if (rows.length > 0) rows[0].address = body.position - start; // what precedes instructions
    return rows;
  });
}

/** Whether a place may be that of an instruction: wasm-opt makes others of some. */
const isOf = (place, opcode) => kindOf(place.opcode) === kindOf(opcode);

const kinds = { access: -1, numeric: -2 };

function kindOf(opcode) {
  if (opcode >= 0x45 && opcode <= 0xc4) return kinds.numeric;
  return opcode >= 0x28 && opcode <= 0x3e ? kinds.access : opcode;
}

/** A row where the line is another; of no line is that of the file before. */
function addRow(rows, { file, line }, address) {
  const last = rows.at(-1);
  const row = file === nowhere
    ? { address, file: last?.file, line: 0 }
    : { address, file, line };
  if (row.file === undefined || (row.file === last?.file && row.line === last.line)) return;
  if (last?.address === address) rows.pop();
  rows.push(row);
}
