#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// src/debug/lines.mjs: the command line that takes DWARF out of a module, and keeps its lines

import { readOutline } from '../check/outline.mjs';
import { about, runStep, UsageError } from '../exceptions/command-line.mjs';
import { read, write } from '../exceptions/files.mjs';
import { readBodies } from '../exceptions/module.mjs';
import { isDebugSection, readDebugSections, writeSections } from './debug-sections.mjs';
import { toSourceMap } from './source-map.mjs';

const help = `usage: lines.mjs IN.wasm -o OUT.wasm --source-map OUT.map

Writes a module without DWARF, and the lines of sources that DWARF named as a source map. For one
that throws and catches, lower.mjs does so.

  -o, --output FILE  the module to write; it may be IN.wasm
  --source-map FILE  the source map to write
  --debug FILE       where to copy IN.wasm, which has names and DWARF
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
  if (values['source-map'] === undefined) throw new UsageError('--source-map OUT.map expected');
}

function work(input, { output, debug, 'source-map': map }) {
  const bytes = read(input);
  if (debug !== undefined) write(debug, bytes);
  const { lines } = about(input, () => readDebugSections(bytes));
  const plain = writeSections(readOutline(bytes), (entry) => !isDebugSection(entry)).finish();
  const { start } = readDebugSections(plain);
  write(map, toSourceMap(lines, readBodies(plain), (address) => start + address));
  write(output, plain);
}

runStep('lines', { help, options, output: 'OUT.wasm', check, work });
