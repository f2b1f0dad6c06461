// SPDX-License-Identifier: Apache-2.0
// src/debug/symbols.mjs: the function and the line that code of a plugin is of, for a person

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Failure } from '../exceptions/failure.mjs';
import { lastAtMost } from '../exceptions/moves.mjs';
import { debugFile } from './debug-file.mjs';
import { readDebugSections } from './debug-sections.mjs';

/** What is known of a plugin's code; it is read when it is first asked for. */
export class Symbols {
  #file;
  #sections;

  constructor(file) {
    this.#file = file;
  }

  /**
   * "name at file:line" of the code at `offset` of the plugin, in the function `index`; null where
   * nothing is known, for the debug file is that of other code.
   */
  describe({ index, offset }) {
    this.#sections ??= { found: readSymbols(this.#file) };
    const { found } = this.#sections;
    if (found === null) return null;
    const name = found.names.get(index) ?? `wasm function ${index}`;
    const line = lineAt(found.lines, offset - found.start);
    return line === null ? name : `${name} ${line}`;
  }
}

function readSymbols(file) {
  try {
    const own = readDebugSections(readFileSync(file));
    if (own.lines.length > 0) return own;
    const beside = readDebugSections(readFileSync(debugFile(file)));
    return beside.code.equals(own.code) ? { ...beside, start: own.start } : null;
  } catch (error) {
    if (error instanceof Failure || error.syscall !== undefined) return null;
    throw error;
  }
}

function lineAt(stretches, address) {
  const stretch = lastAtMost(stretches, address, ([first]) => first.address);
  const row = stretch && lastAtMost(stretch, address, (each) => each.address);
  if (row === undefined || row.isEnd) return null;
  if (row.line > 0) return `at ${placeOf(row)}`;
  // Of no line: the compiler has made one of several.
  const before = stretch.filter((each) => each.address < row.address && each.line > 0).at(-1);
  return before === undefined ? null : `near ${placeOf(before)}`;
}

const placeOf = ({ file, line }) => `${shortened(file)}:${line}`;

/** As a person there would write it. */
function shortened(file) {
  const relative = path.relative('', file);
  return relative.startsWith('..') ? file : relative;
}
