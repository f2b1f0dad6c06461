#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// src/python/packing/reach.mjs: the command line that finds what a packed plugin may leave out
import { parseArgs } from 'node:util';
import { Failure } from '../../exceptions/failure.mjs';
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

class UsageError extends Error {}

function readCommandLine() {
  let parsed;
  try {
    parsed = parseArgs({ options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error.message);
  }
  const { values, positionals } = parsed;
  if (values.help) return { help: true };
  if (positionals.length !== 1) throw new UsageError('one module expected');
  if (values.linked === undefined) throw new UsageError('--linked LINKED.wasm expected');
  if (values.output === undefined) throw new UsageError('-o PARTS.json expected');
  return { optimised: positionals[0], ...values };
}

/** Calls `work`; an error of the input names `file`. */
function about(file, work) {
  try {
    return work();
  } catch (error) {
    if (error instanceof Failure) error.message = `${file}: ${error.message}`;
    throw error;
  }
}

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

function run() {
  const command = readCommandLine();
  if (command.help) {
    process.stdout.write(help);
    return;
  }
  const linkedBytes = read(command.linked);
  const optimisedBytes = read(command.optimised);
  const graph = about(command.linked, () => new LinkGraph(readModule(linkedBytes)));
  const parts = about(command.optimised, () => findParts(graph, readModule(optimisedBytes)));
  write(command.output, `${JSON.stringify(parts)}\n`);
  if (command.json) process.stdout.write(`${JSON.stringify(figures(parts))}\n`);
}

try {
  run();
} catch (error) {
  if (error instanceof UsageError) {
    process.stderr.write(`reach: ${error.message}\nreach: --help lists the options\n`);
    process.exitCode = 2;
  } else if (error instanceof Failure) {
    process.stderr.write(`reach: ${error.message}\nreach: ${error.advice}\n`);
    process.exitCode = 1;
  } else throw error;
}
