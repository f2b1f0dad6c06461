#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// src/debug/split.mjs: the command line that makes of a linked module the plugin and its debug file

import { readFunctionNames } from '../check/names.mjs';
import { readOutline } from '../check/outline.mjs';
import { Reader, section } from '../exceptions/binary.mjs';
import { about, runStep, UsageError } from '../exceptions/command-line.mjs';
import { read, write } from '../exceptions/files.mjs';
import { addSections, isDebugSection, writeSections } from './debug-sections.mjs';
import { writeDwarf } from './dwarf.mjs';
import { fromSourceMap } from './source-map.mjs';

const help = `usage: split.mjs IN.wasm --source-map IN.map -o OUT.wasm [--debug OUT.debug.wasm]

Writes a module without what no host needs, and the same module with names of functions and, in
DWARF, the lines of sources.

  --source-map FILE  which lines the code is of
  -o, --output FILE  the module to write; it may be IN.wasm
  --debug FILE       the module with names and lines to write
  --help             this text

Exit codes: 0 written, 1 nothing written because of the input or the output, 2 wrong usage.
`;

const options = {
  output: { type: 'string', short: 'o' },
  'source-map': { type: 'string' },
  debug: { type: 'string' },
  help: { type: 'boolean', default: false },
};

function check(values) {
  if (values['source-map'] === undefined) throw new UsageError('--source-map IN.map expected');
}

function work(input, { output, debug, 'source-map': map }) {
  const bytes = read(input);
  const { outline, functions } = about(input, () => readFunctions(bytes, read(map, 'utf8')));
  if (debug !== undefined) {
    const withNames = writeSections(outline, (entry) => !isDebugSection(entry));
    write(debug, addSections(withNames, writeDwarf(functions, 'se2')).finish());
  }
  write(output, writeSections(outline, ({ id }) => id !== section.custom).finish());
}

/** The outline, and the functions as writeDwarf has them. */
function readFunctions(bytes, map) {
  const outline = readOutline(bytes);
  const code = outline.sections.find(({ id }) => id === section.code)?.body;
  if (code === undefined) return { outline, functions: [] };
  const start = code.position;
  const reader = new Reader(bytes, start, code.end);
  const bodies = reader.list(() => reader.inner(reader.u32()));
  const names = readFunctionNames(outline);
  const rows = fromSourceMap(map, bodies, start);
  const functions = bodies.map(({ position, end }, index) => {
    const number = outline.importedFunctions + index;
    const name = names.get(number) ?? `wasm function ${number}`;
    return { name, start: position - start, end: end - start, rows: rows[index] };
  });
  return { outline, functions };
}

runStep('split', { help, options, output: 'OUT.wasm', check, work });
