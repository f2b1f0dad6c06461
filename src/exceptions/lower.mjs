#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// src/exceptions/lower.mjs: the command line of the post-link pass
import { parseArgs } from 'node:util';
import { Failure } from './failure.mjs';
import { read, write } from './files.mjs';
import { lowerModule } from './lowering.mjs';

const help = `usage: lower.mjs IN.wasm -o OUT.wasm [options]

Turns C++ exceptions (try, catch, throw of -fwasm-exceptions) into plain WebAssembly.

  -o, --output FILE        the module to write
  --link-map FILE          what wasm-ld wrote for -Wl,-Map=FILE; needed by the next two
  --exclude-archive NAME   functions from this archive, NAME.a, are C: no exception passes them
  --exclude-object NAME    the same for an object file that is in no archive
  --barrier                an exception thrown into excluded functions ends the run
  --json                   figures about the work on standard output
  --help                   this text

Debug information (.debug_*) and source maps are dropped; function names are kept.
Exit codes: 0 written, 1 nothing written because of the input or the output, 2 wrong usage.
`;

const options = {
  output: { type: 'string', short: 'o' },
  'link-map': { type: 'string' },
  'exclude-archive': { type: 'string', multiple: true, default: [] },
  'exclude-object': { type: 'string', multiple: true, default: [] },
  barrier: { type: 'boolean', default: false },
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
  if (values.output === undefined) throw new UsageError('-o OUT.wasm expected');
  const excludes = values['exclude-archive'].length + values['exclude-object'].length > 0;
  if (excludes && values['link-map'] === undefined) {
    throw new UsageError('--exclude-archive and --exclude-object need --link-map');
  }
  return { input: positionals[0], ...values };
}

function run() {
  const command = readCommandLine();
  if (command.help) {
    process.stdout.write(help);
    return;
  }
  const bytes = read(command.input);
  const linkMap = command['link-map'] && read(command['link-map'], 'utf8');
  let result;
  try {
    result = lowerModule(bytes, {
      linkMap,
      archives: new Set(command['exclude-archive']),
      objects: new Set(command['exclude-object']),
      barrier: command.barrier,
    });
  } catch (error) {
    if (error instanceof Failure) error.message = `${command.input}: ${error.message}`;
    throw error;
  }
  write(command.output, result.bytes);
  if (command.json) process.stdout.write(`${JSON.stringify(result.figures)}\n`);
}

try {
  run();
} catch (error) {
  if (error instanceof UsageError) {
    process.stderr.write(`lower: ${error.message}\nlower: --help lists the options\n`);
    process.exitCode = 2;
  } else if (error instanceof Failure) {
    process.stderr.write(`lower: ${error.message}\nlower: ${error.advice}\n`);
    process.exitCode = 1;
  } else throw error;
}
