// SPDX-License-Identifier: Apache-2.0
// tests/conformance/stress.mjs: many runs on one reused instance: right answers and flat memory

import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { Places } from './place.mjs';

const help = `usage: stress.mjs [--build DIR] [--runs N] [--aborts N] [--python N] [--help]

On one instance each: 1,000,000 runs of an echo, with either memory policy, and of a plugin that
throws; 100,000 runs that abort, in every way of ends.cpp in turn, before one that answers; and
100,000 runs of a Python plugin. The memory must not grow after the first 1,000 runs.

Exit codes: 0 all holds, 1 it does not, 2 wrong usage.
`;

let options;
try {
  ({ values: options } = parseArgs({
    options: {
      build: { type: 'string', default: fileURLToPath(new URL('../../build', import.meta.url)) },
      runs: { type: 'string', default: '1000000' },
      aborts: { type: 'string', default: '100000' },
      python: { type: 'string', default: '100000' },
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
const settled = 1000;

/** What goes wrong in `runs` runs of a row's plugin on one instance, or null. */
async function stress(name, row, runs, payloadAt, isRight) {
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

const words = buffers(['', 'payload', 'x'.repeat(500), 'y'.repeat(5000)]);
const thrown = buffers(['se2::error', 'std::exception', 'int', 'out_of_range', 'caught']);
const caught = Buffer.from('caught inner');
// Without "noexcept": the exception that it stops is never freed, and memory grows by it.
const endings = buffers(['abort', 'exit', 'assert', 'pure virtual', 'trap', 'recursion']);
const last = Buffer.from('x');
const alive = Buffer.from('alive');
const script = 'def run_e(payload, ident):\n    return payload\n';

const runs = Number(options.runs);
const aborts = Number(options.aborts);
const plan = [
  ['echo', { plugin: 'echo' }, runs, inTurn(words), answers],
  ['echo_pages', { plugin: 'echo_pages' }, runs, inTurn(words), answers],
  [
    'throws', { plugin: 'throws' }, runs, inTurn(thrown),
    (report, payload) => {
      return payload === thrown.at(-1) ? answers(report, caught) : report.outcome === 'error';
    },
  ],
  [
    'ends', { plugin: 'ends' }, aborts + 1, (i) => (i < aborts ? endings[i % endings.length] : last),
    (report, payload) => {
      return payload === last ? answers(report, alive) : /error|trap/.test(report.outcome);
    },
  ],
  ['python', { script, profile: 'minimal' }, Number(options.python), inTurn(words), answers],
];
for (const [name, ...rest] of plan) {
  const fault = await stress(name, ...rest);
  if (fault === null) continue;
  console.log(`${name}: ${fault}`);
  process.exitCode = 1;
}
