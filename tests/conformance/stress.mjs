// SPDX-License-Identifier: Apache-2.0
// tests/conformance/stress.mjs: many runs on one reused instance: right answers and flat memory

import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { withPacked } from './packing.mjs';
import { Places } from './place.mjs';

const help = `usage: stress.mjs [options]

On one instance each: 1,000,000 runs of an echo, with either memory policy, and of a plugin that
throws; 1,000,000 runs that end in every way that ends.cpp has rows for, mixed; 100,000 that abort
before one that answers; 100,000 of a Python plugin; and 20,000 of one that ends in every way that
scripts/ends has rows for, mixed. Each answer must be right, and after the first runs, of the latter
the first half, the memory must not grow.

  --only NAME   echo, echo_pages, throws, ends, aborts, python or python_ends
  --runs N      instead of 1,000,000
  --python N    instead of 100,000 and 20,000
  --long        1,000,000 of the Python plugins too
  --seed N      of the mixture; 1 by default
  --build DIR   the build tree (build, beside tests)
  --help

Exit codes: 0 all holds, 1 it does not, 2 wrong usage.
`;

let options;
try {
  ({ values: options } = parseArgs({
    options: {
      build: { type: 'string', default: fileURLToPath(new URL('../../build', import.meta.url)) },
      only: { type: 'string' },
      runs: { type: 'string', default: '1000000' },
      python: { type: 'string' },
      long: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean', default: false },
    },
  }));
} catch (error) {
  console.error(`stress: ${error.message}; see --help`);
  process.exit(2);
}
if (options.help) {
  process.stdout.write(help);
  process.exit(0);
}

const build = resolve(options.build);
const places = new Places(build);
const part = (name) => import(pathToFileURL(join(build, `stage/lib/se2/host/${name}.mjs`)));
const [{ openEngine }, { Host }, { loadPlugin }] = await Promise.all(
  ['engine', 'host', 'module'].map(part),
);

const pageSize = 65536;

/**
 * What goes wrong in `runs` runs of a row's plugin on one instance, or null. The memory may grow in
 * the first `settled` ones.
 */
async function stress(name, { row, runs, settled = 1000, payloadAt, isRight }) {
  const host = new Host({ profile: 'minimal' });
  const { module, directories, environment } = places.of(row);
  const engine = await openEngine({
    plugin: loadPlugin(module, 'minimal'),
    host,
    lifetime: 'reuse',
    stdio: { isTerminal: false, write: () => {} },
    environment,
    directories,
    trace: null,
  });
  const pages = () => host.memory.bytes.length / pageSize;
  let before = 0;
  for (let i = 0; i < runs; i += 1) {
    const payload = payloadAt(i);
    const report = engine.run(payload);
    if (!isRight(report, payload)) {
      const { outcome, message } = report;
      return `run ${i + 1} of "${payload}" ended with ${outcome} ${message ?? ''}`;
    }
    if (i + 1 === settled) before = pages();
  }
  const after = pages();
  console.log(`${name}: ${runs} runs; ${before} pages after ${settled}, ${after} at the end`);
  return after > before ? 'its memory grew' : null;
}

const buffers = (texts) => texts.map((text) => Buffer.from(text));
const inTurn = (payloads) => (i) => payloads[i % payloads.length];
const answers = ({ outcome, output }, text) => outcome === 'result' && text.equals(output);

/** Whether a report is what a row expects. */
function isExpected(report, expect) {
  const { outcome, output, output_hex: hex, code, message, message_contains: part } = expect;
  if (report.outcome !== outcome) return false;
  if (output !== undefined) return answers(report, Buffer.from(output));
  if (hex !== undefined) return answers(report, Buffer.from(hex, 'hex'));
  if (outcome !== 'error') return true;
  const isMessage = part === undefined ? report.message === message : report.message.includes(part);
  return isMessage && report.code === code;
}

/** Numbers from 0 to `count` - 1, the same for each seed (mulberry32). */
function randomNumbers(seed) {
  let state = seed;
  return (count) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % count;
  };
}

// Each row once, then one at random; of 1,000 runs one of those that take a millisecond and more.
function mixtureOf(rows) {
  const random = randomNumbers(Number(options.seed));
  const all = rows.map(({ payload, expect }) => ({ payload: Buffer.from(payload), expect }));
  const slow = all.filter(({ payload }) => payload.includes('recursion'));
  const quick = all.filter((one) => !slow.includes(one));
  let now;
  return {
    settled: 10000, // ten slow ones later
    payloadAt: (i) => {
      const kind = random(1000) === 0 ? slow : quick;
      now = i < all.length ? all[i] : kind[random(kind.length)];
      return now.payload;
    },
    isRight: (report) => isExpected(report, now.expect),
  };
}

const words = buffers(['', 'payload', 'x'.repeat(500), 'y'.repeat(5000)]);
const thrown = buffers(['se2::error', 'std::exception', 'int', 'out_of_range', 'caught']);
const caught = Buffer.from('caught inner');
const aborting = buffers(['abort', 'exit', 'assert', 'pure virtual', 'trap', 'recursion']);
const last = Buffer.from('x');
const alive = Buffer.from('alive');
const script = 'def run_e(payload, ident):\n    return payload\n';

// The rows of one run with a payload of text: `{payload, expect}` and what runs it.
const cases = JSON.parse(readFileSync(new URL('cases.json', import.meta.url), 'utf8')).cases;
const single = cases.filter(({ payload, lifetime }) => payload !== undefined && !lifetime);
// What a run never gives back: the exception that noexcept stops, a list half destroyed.
const leaking = ['noexcept', 'throw in a destructor', 'recursion of destructors'];
const isLeaking = ({ payload }) => leaking.includes(payload);
const ends = single.filter((row) => row.plugin === 'ends' && !isLeaking(row));
const echoes = words.map(String).map((word) => {
  return { payload: `echo ${word}`, expect: { outcome: 'result', output: word } };
});
// Not what loses the instance, nor what takes all memory, which could not grow then.
const fatal = /os_exit|os_abort|raised_signal|growth|last_byte/;
const pythonEnds = single.filter(({ folder, form, payload }) => {
  return folder === 'ends' && form === 'packed' && !fatal.test(payload);
});

const runs = Number(options.runs);
const pythonRuns = (usual) => Number(options.python ?? (options.long ? 1000000 : usual));
const aborts = 100000;
const [packedEnds] = await withPacked(
  [{ folder: 'ends', form: 'packed', profile: 'minimal' }], places,
);
const plan = {
  echo: { row: { plugin: 'echo' }, runs, payloadAt: inTurn(words), isRight: answers },
  echo_pages: { row: { plugin: 'echo_pages' }, runs, payloadAt: inTurn(words), isRight: answers },
  throws: {
    row: { plugin: 'throws' },
    runs,
    payloadAt: inTurn(thrown),
    isRight: (report, payload) => {
      return payload === thrown.at(-1) ? answers(report, caught) : report.outcome === 'error';
    },
  },
  ends: {
    row: { plugin: 'ends' },
    runs,
    ...mixtureOf([...ends, ...echoes]),
  },
  aborts: {
    row: { plugin: 'ends' },
    runs: aborts + 1,
    payloadAt: (i) => (i < aborts ? aborting[i % aborting.length] : last),
    isRight: (report, payload) => {
      return payload === last ? answers(report, alive) : /error|trap/.test(report.outcome);
    },
  },
  python: {
    row: { script, profile: 'minimal' },
    runs: pythonRuns(100000),
    payloadAt: inTurn(words),
    isRight: answers,
  },
  python_ends: {
    row: packedEnds,
    runs: pythonRuns(20000),
    ...mixtureOf(pythonEnds),
    // The most garbage that waits for its collector meets the largest run rarely, not never.
    settled: pythonRuns(20000) / 2,
  },
};
if (options.only !== undefined && !Object.hasOwn(plan, options.only)) {
  console.error(`stress: nothing to run is called ${options.only}; see --help`);
  process.exit(2);
}
for (const [name, each] of Object.entries(plan)) {
  if (options.only !== undefined && options.only !== name) continue;
  const fault = await stress(name, each);
  if (fault === null) continue;
  console.log(`${name}: ${fault}`);
  process.exitCode = 1;
}
