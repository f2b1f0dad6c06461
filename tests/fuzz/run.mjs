// SPDX-License-Identifier: Apache-2.0
// tests/fuzz/run.mjs: throws random input at what takes bytes from outside
//
// A target is a module: `summary`, and `prepare(places)`, which answers `{ round(seed) }`. A round
// is a fixed amount of work, the same for the same seed; it answers what is wrong, in words.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import * as exceptions from './exceptions/target.mjs';
import * as calls from './host/calls.mjs';
import * as hostExports from './host/exports.mjs';
import * as checking from './modules/checking.mjs';
import * as loading from './modules/loading.mjs';
import * as lowering from './modules/lowering.mjs';
import * as packing from './modules/packing.mjs';
import { nativeTarget } from './native.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const targets = {
  exceptions,
  lowering,
  checking,
  loading,
  packing,
  calls,
  exports: hostExports,
  payload: nativeTarget('payload', 'decoding of payloads, codecs, error messages', 150_000),
  ffi_results: nativeTarget('ffi_results', 'hosts that answer calls with anything', 150_000),
  host_double: nativeTarget('host_double', 'se2::testing against what a guest may do', 150_000),
  carried_files: nativeTarget('carried_files', 'images of carried files', 600_000),
  small_heap: nativeTarget('small_heap', 'ALLOCATOR small against a list of its blocks', 150_000),
  page_memory: nativeTarget('page_memory', 'the payload buffer of page_memory', 300_000),
  wasi_files: nativeTarget('wasi_files', "WASI's file functions on carried files", 350_000),
};
const longSeconds = 60;

const help = `usage: run [options]

${Object.entries(targets).map(([name, { summary }]) => `  ${name.padEnd(15)}${summary}`).join('\n')}

  --target NAME   may be repeated; all by default
  --long          rounds for a minute or more each, from a seed of the clock
  --seed N        begin with this seed (1)
  --keep          keep the files that were made
  --build DIR     the build tree (build, beside tests)
  --help

A round with the same seed is the same. Exit codes: 0 nothing found, 1 something was, 2 wrong usage
or a missing part.
`;

const options = {
  target: { type: 'string', multiple: true },
  long: { type: 'boolean', default: false },
  seed: { type: 'string' },
  keep: { type: 'boolean', default: false },
  build: { type: 'string', default: join(here, '../../build') },
  help: { type: 'boolean', default: false },
};

function usageError(message) {
  process.stderr.write(`run: ${message}\nrun: --help lists the options\n`);
  process.exitCode = 2;
}

/** What `round` answers; an error that it lets out is a finding too. */
async function attempt(round) {
  try {
    return await round();
  } catch (error) {
    return error.stack ?? String(error);
  }
}

/** The first round that finds something ends a target. */
async function runTarget(name, places, seed, isLong) {
  const start = process.hrtime.bigint();
  const seconds = () => Number(process.hrtime.bigint() - start) / 1e9;
  const target = await targets[name].prepare(places);
  for (let rounds = 1; ; ++rounds) {
    const found = await attempt(() => target.round(seed + rounds - 1));
    if (found) {
      process.stdout.write(`FAILED ${name}, seed ${seed + rounds - 1}: ${found}\n`);
      return false;
    }
    if (isLong && seconds() < longSeconds) continue;
    const took = `${rounds} rounds from seed ${seed}, ${seconds().toFixed(1)} s`;
    process.stdout.write(`ok ${name}: ${took}\n`);
    return true;
  }
}

async function main() {
  let values;
  try {
    ({ values } = parseArgs({ options }));
  } catch (error) {
    return usageError(error.message.split('\n')[0]);
  }
  if (values.help) return void process.stdout.write(help);
  const names = values.target ?? Object.keys(targets);
  const unknown = names.find((name) => !Object.hasOwn(targets, name));
  if (unknown !== undefined) return usageError(`no target ${unknown}`);
  const seed = Number(values.seed ?? (values.long ? Date.now() % 1_000_000 : 1));
  if (!Number.isSafeInteger(seed) || seed < 0) return usageError('--seed wants a whole number');
  const build = resolve(values.build);
  if (!existsSync(join(build, 'tests/fuzz/places.json'))) {
    return usageError(`${build} has no build with tests; make one: tests/run_me.sh`);
  }

  const scratch = mkdtempSync(join(tmpdir(), 'se2-fuzz-'));
  const places = { build, lib: join(build, 'stage/lib/se2'), scratch, node: process.execPath };
  let failed = 0;
  for (const name of names) {
    if (!(await runTarget(name, places, seed, values.long))) failed += 1;
  }
  if (values.keep || failed > 0) process.stdout.write(`files in ${scratch}\n`);
  else rmSync(scratch, { recursive: true, force: true });
  process.stdout.write(`${names.length - failed} passed, ${failed} failed\n`);
  if (failed > 0) process.exitCode = 1;
}

await main();
