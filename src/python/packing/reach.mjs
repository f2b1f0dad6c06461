#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// src/python/packing/reach.mjs: the command line that finds what a packed plugin may leave out
import { about, runStep, UsageError } from '../../exceptions/command-line.mjs';
import { read, write } from '../../exceptions/files.mjs';
import { readModule } from '../../exceptions/module.mjs';
import { LinkGraph } from './link-graph.mjs';
import { findParts } from './parts.mjs';

const help = `usage: reach.mjs --linked LINKED.wasm OPTIMISED.wasm -o PARTS.json [--json]

Finds which functions and data of a Python runtime only some of CPython's built-in modules use.

  --linked FILE            the runtime as wasm-ld wrote it, with -Wl,--emit-relocs
  -o, --output FILE        what to write: one JSON object,
      functionCount        functions of OPTIMISED.wasm, imported ones too
      importCount          imported functions among them
      importCalls          where these are called: offsets in the code section
      modules              names of the built-in modules
      groups               of each: modules, functions, data, code
  --json                   figures about the work on standard output
  --help                   this text

Where none of a group's modules is kept, its functions never run and its data is never read. The
modules of a group may have se2_pack among them, which stands for packing: a packed plugin has what
else only Python's start runs and reads behind it.
functions is a list of [first index, count], data one of [address, size]; code is the size of the
functions in bytes.
Exit codes: 0 written, 1 nothing written because of the input or the output, 2 wrong usage.
`;

const options = {
  linked: { type: 'string' },
  output: { type: 'string', short: 'o' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
};

function figures({ modules, groups }) {
  const sum = (items, size) => items.reduce((total, item) => total + size(item), 0);
  return {
    modules: modules.length,
    groups: groups.length,
    functions: sum(groups, (group) => sum(group.functions, ([, count]) => count)),
    code_bytes: sum(groups, (group) => group.code),
    data_bytes: sum(groups, (group) => sum(group.data, ([, size]) => size)),
  };
}

function check(values) {
  if (values.linked === undefined) throw new UsageError('--linked LINKED.wasm expected');
}

function work(optimised, { linked, output, json }) {
  const linkedBytes = read(linked);
  const optimisedBytes = read(optimised);
  const graph = about(linked, () => new LinkGraph(readModule(linkedBytes)));
  const parts = about(optimised, () => findParts(graph, readModule(optimisedBytes)));
  write(output, `${JSON.stringify(parts)}\n`);
  if (json) process.stdout.write(`${JSON.stringify(figures(parts))}\n`);
}

runStep('reach', { help, options, output: 'PARTS.json', check, work });
