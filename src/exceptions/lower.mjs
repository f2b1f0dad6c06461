#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// src/exceptions/lower.mjs: the command line of the post-link pass
import { addSections, readDebugSections } from '../debug/debug-sections.mjs';
import { moveDwarf } from '../debug/moved-dwarf.mjs';
import { toSourceMap } from '../debug/source-map.mjs';
import { Writer } from './binary.mjs';
import { about, runStep, UsageError } from './command-line.mjs';
import { read, write } from './files.mjs';
import { lowerModule } from './lowering.mjs';
import { readBodies } from './module.mjs';

const help = `usage: lower.mjs IN.wasm -o OUT.wasm [options]

Turns C++ exceptions (try, catch, throw of -fwasm-exceptions) into plain WebAssembly.

  -o, --output FILE        the module to write
  --link-map FILE          what wasm-ld wrote for -Wl,-Map=FILE; needed by the next two
  --exclude-archive NAME   functions from this archive, NAME.a, are C: no exception passes them
  --exclude-object NAME    the same for an object file that is in no archive
  --source-map FILE        the lines of sources, from DWARF, as a source map of OUT.wasm
  --debug FILE             OUT.wasm with its names and DWARF 4
  --barrier                an exception thrown into excluded functions ends the run
  --json                   figures about the work on standard output
  --help                   this text

Debug information (.debug_*), source maps and branch hints are dropped, since they name places in
the code; names are kept.
Exit codes: 0 written, 1 nothing written because of the input or the output, 2 wrong usage.
`;

const options = {
  output: { type: 'string', short: 'o' },
  'link-map': { type: 'string' },
  'exclude-archive': { type: 'string', multiple: true, default: [] },
  'exclude-object': { type: 'string', multiple: true, default: [] },
  'source-map': { type: 'string' },
  debug: { type: 'string' },
  barrier: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
};

function check(values) {
  const excludes = values['exclude-archive'].length + values['exclude-object'].length > 0;
  if (excludes && values['link-map'] === undefined) {
    throw new UsageError('--exclude-archive and --exclude-object need --link-map');
  }
}

function work(input, values) {
  const bytes = read(input);
  const linkMap = values['link-map'] && read(values['link-map'], 'utf8');
  const result = about(input, () => lowerModule(bytes, {
    linkMap,
    archives: new Set(values['exclude-archive']),
    objects: new Set(values['exclude-object']),
    barrier: values.barrier,
  }));
  write(values.output, result.bytes);
  if (values['source-map'] !== undefined || values.debug !== undefined) {
    writeLines(input, bytes, result, values);
  }
  if (values.json) process.stdout.write(`${JSON.stringify(result.figures)}\n`);
}

function writeLines(input, bytes, { bytes: lowered, moves: movesOf }, values) {
  const { start, lines, sections } = about(input, () => readDebugSections(bytes));
  const moves = movesOf();
  if (values['source-map'] !== undefined) {
    const map = toSourceMap(lines, readBodies(lowered), (address) => moves.at(start + address));
    write(values['source-map'], map);
  }
  if (values.debug !== undefined) {
    const { start: after } = readDebugSections(lowered);
    const at = (address) => placeOrUndefined(moves.at(start + address), after);
    const dwarf = about(input, () => moveDwarf(sections, at)) ?? [];
    write(values.debug, addSections(new Writer(lowered.length).bytes(lowered), dwarf).finish());
  }
}

const placeOrUndefined = (offset, start) => (offset === undefined ? undefined : offset - start);

runStep('lower', { help, options, output: 'OUT.wasm', check, work });
