// SPDX-License-Identifier: Apache-2.0
// tests/bench/latency.mjs: plugins in C++, Rust and Python on every engine, as ratios to bare WAT

import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { engines } from '../conformance/engines.mjs';
import { need } from '../conformance/place.mjs';
import { rustSdk } from './contenders.mjs';
import { Forms } from './forms.mjs';
import { ratios, short, summary } from './statistics.mjs';
import { here, say } from './workshop.mjs';

const help = `usage: latency.mjs [--engine NAME]... [--quick] [--json] [--build DIR]

A run of each plugin on each engine of tests/conformance that runs modules: on a fresh instance of
a compiled module, from its instantiation to its answer, and on a reused one. All plugins take
turns, in five rounds: of bare WAT the median in microseconds, of the others the median of the
ratios to it in the same round. "bare WAT again" is its copy: how far it is from 1 is the noise.
The time of the host itself is in all of them: of wasmtime that of its Python binding. On the
server of E2 Core a fresh instance is a new process, which compiles the module. The Rust SDK's
hello is built where rustc has the target wasm32-wasip1.

  --engine NAME  may be repeated; all by default
  --quick        few runs, and no Python: whether it works, not how fast
  --json         one JSON object on standard output, and nothing else there
  --build DIR    the build tree (build, beside tests)
  --help         this text

Exit codes: 0 measured, 2 it could not be measured.
`;

const known = {
  engine: { type: 'string', multiple: true },
  quick: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  build: { type: 'string', default: here('../../build') },
  help: { type: 'boolean', default: false },
};
const payload = 'world';
const rounds = 5;
const secondsOfRun = 120;

// What runs no wasm, and the server over an engine that is measured without it.
const others = ['native', 'python-double', 'se2-run-serve'];
const names = [...engines.keys()].filter((name) => !others.includes(name));
const profileOf = (name) => (name.startsWith('wasmtime') ? 'e2core' : 'sat');
const isServer = (name) => name.includes('server');

// The first one warms the host up, and is left out.
async function formsOf({ quick }, build, scratch) {
  const forms = new Forms(build, scratch);
  const { file: bare } = await forms.trivial(here('trivial.wat'));
  const [copy, unseen] = ['again', 'unseen'].map((name) => join(scratch, `${name}.wasm`));
  [copy, unseen].forEach((file) => copyFileSync(bare, file));
  const hello = need(join(build, 'wasm/examples/hello/hello.wasm'));
  const all = [[null, unseen], ['bare WAT', bare], ['bare WAT again', copy], ['C++ hello', hello]];
  const rust = quick ? null : rustHello();
  if (rust) all.push(['Rust SDK hello', rust]);
  if (quick) return all;
  const script = join(scratch, 'plugin.py');
  writeFileSync(script, 'def run_e(name):\n    return f"Hello, {name}!"\n');
  return [...all, ['packed Python hello', forms.packed('python', script).file]];
}

/** The file, or null where it can't be built. */
function rustHello() {
  try {
    return rustSdk().hellos[0].file;
  } catch (error) {
    say(`no hello of the Rust SDK: ${error.message.split('\n').slice(0, 2).join('; ')}`);
    return null;
  }
}

/** By form and lifetime, each round's median in microseconds, of an engine. */
async function measure(name, forms, options, { build, file }) {
  const [fresh, reused] = options.quick ? [2, 5] : [isServer(name) ? 1 : 10, 1000];
  const inTurn = Array.from({ length: rounds }, () => forms).flat();
  const jobs = inTurn.flatMap(([, module]) => {
    const place = { module, directories: {}, environment: {} };
    const shared = { ...place, profile: profileOf(name), timed: true };
    return [['fresh', fresh], ['reuse', reused]].map(([lifetime, count]) => {
      return { ...shared, lifetime, payloads: Array(count).fill(file) };
    });
  });
  const reports = await engines.get(name).answer(jobs, build, secondsOfRun);
  const all = forms.map(([form], i) => {
    const of = (lifetime) => Array.from({ length: rounds }, (_, round) => {
      const runs = reports[2 * (round * forms.length + i) + lifetime];
      const fault = runs.find(({ outcome }) => outcome !== 'result');
      if (fault) throw new Error(`${form} on ${name}: ${fault.outcome} ${fault.message ?? ''}`);
      return middle(warm(runs).map(({ start_us: start = 0, run_us: ran }) => start + ran));
    });
    return { form, fresh: of(0), reused: of(1) };
  });
  return all.filter(({ form }) => form !== null);
}

const middle = (values) => summary(values).median;

// The first of many tell what the machine has in its caches.
const warm = (reports) => reports.slice(Math.floor(reports.length / 5));

/** The lines of the table, one for each engine and lifetime. */
function tableOf(results) {
  const forms = results[0].forms.map(({ form }) => form);
  const heading = ['', 'bare WAT', ...forms.slice(1)];
  const rows = results.flatMap(({ name, forms: own }) => ['fresh', 'reused'].map((lifetime) => {
    const [bare, ...others] = own.map((form) => form[lifetime]);
    const shown = others.map((values) => `${short(middle(ratios(values, bare)))}x`);
    return [`${name}, ${lifetime}`, `${short(middle(bare))} us`, ...shown];
  }));
  const widths = heading.map((_, i) => Math.max(...[heading, ...rows].map((row) => row[i].length)));
  const line = (row) => row.map((text, i) => {
    return i === 0 ? text.padEnd(widths[i]) : text.padStart(widths[i]);
  });
  return [heading, ...rows].map((row) => line(row).join('  '));
}

async function main() {
  let options;
  try {
    ({ values: options } = parseArgs({ options: known }));
  } catch ({ message }) {
    say(`latency: ${message.split('. ')[0]}; see --help`);
    return 2;
  }
  if (options.help) {
    process.stdout.write(help);
    return 0;
  }
  const wanted = options.engine ?? names;
  const unknown = wanted.find((name) => !names.includes(name));
  if (unknown) throw new Error(`no engine is called ${unknown}: ${names.join(', ')}`);
  const scratch = mkdtempSync(join(tmpdir(), 'se2-latency-'));
  try {
    const build = resolve(options.build);
    const file = join(scratch, 'payload');
    writeFileSync(file, payload);
    const load = [loadavg()[0]];
    const forms = await formsOf(options, build, scratch);
    const results = [];
    for (const name of wanted) {
      say(`on ${name}`);
      results.push({ name, forms: await measure(name, forms, options, { build, file }) });
    }
    load.push(loadavg()[0]);
    if (options.json) console.log(JSON.stringify({ cpus: cpus().length, load, results }));
    else {
      const [from, to] = load.map((each) => each.toFixed(1));
      tableOf(results).forEach((line) => console.log(line));
      console.log(`${cpus().length} processors, load ${from} to ${to}`);
    }
    return 0;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

process.exitCode = await main().catch((error) => {
  say(`latency: ${error.message}`);
  return 2;
});
