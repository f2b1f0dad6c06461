// SPDX-License-Identifier: Apache-2.0
// tests/bench/bench.mjs: what packing a Python plugin gains, against the same plugin in directories
//
// Each figure is a ratio of two medians from rounds that take turns in one run, so that what else
// the machine does meets both; quartiles tell the noise. Times are no tests: nothing fails here but
// a plugin that does not answer.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { need, needOfEngine } from '../conformance/place.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const help = `usage: tests/bench/run [--quick] [--json] [--build DIR]

Measures packed Python plugins against the same in directories: size, packing, a new instance up to
its reply on Node and wasmtime 7.0.0, compilation, calls, memory.

  --quick      few rounds: whether it works, not how fast
  --json       one JSON object on standard output, and nothing else there
  --build DIR  the build tree (build, beside tests)
  --help       this text
`;
const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    build: { type: 'string', default: join(here, '../../build') },
    help: { type: 'boolean', default: false },
  },
});
if (options.help) {
  process.stdout.write(help);
  process.exit(0);
}

const build = resolve(options.build);
const library = join(build, 'stage/lib/se2');
const [rounds, processes, calls] = options.quick ? [2, 1, 20] : [30, 15, 2000];
const payload = "It can't bite it's own tail. I'm done laughing.";
const folder = mkdtempSync(join(tmpdir(), 'se2-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const say = (text) => process.stderr.write(`${text}\n`);

const sorted = (values) => [...values].sort((a, b) => a - b);
const median = (values) => sorted(values)[Math.floor(values.length / 2)];
const quartiles = (values) =>
  [0.25, 0.75].map((share) => sorted(values)[Math.floor(values.length * share)]);

function run(command, words, input) {
  const { status, stdout, stderr } = spawnSync(command, words, {
    encoding: 'utf8', input, maxBuffer: 1 << 28,
  });
  if (status === 0) return stdout;
  throw new Error(`${command} ${words.join(' ')}: exit code ${status}\n${stderr}`);
}

/** The forms of a plugin: `packed`, `whole` with nothing left out, and `directories`. */
function formsOf(name) {
  const script = join(here, 'plugins', name, 'plugin.py');
  const packed = join(folder, `${name}.wasm`);
  const words = [join(library, 'tools/se2-pack.mjs'), script, '--json'];
  const report = JSON.parse(run(process.execPath, [...words, '-o', packed]));
  return {
    report,
    words: [...words, '-o', packed],
    packed: { name: `${name} packed`, file: packed, directories: {} },
    directories: {
      name: `${name} in directories`,
      file: join(library, 'se2-python-e2core.wasm'),
      directories: { '/plugin': dirname(script), '/usr': join(library, 'usr') },
    },
  };
}

/** A copy of the runtime that says of nothing that it may be left out. */
function packedWhole(name) {
  const runtime = join(folder, 'whole');
  writeFileSync(`${runtime}.wasm`, readFileSync(join(library, 'se2-python-e2core.wasm')));
  const parts = JSON.parse(readFileSync(join(library, 'se2-python-e2core.parts.json'), 'utf8'));
  writeFileSync(`${runtime}.parts.json`, JSON.stringify({ ...parts, groups: [] }));
  const file = join(folder, `${name}-whole.wasm`);
  run(process.execPath, [join(library, 'tools/se2-pack.mjs'),
    join(here, 'plugins', name, 'plugin.py'), '-o', file, '--runtime', `${runtime}.wasm`]);
  return { name: `${name} whole`, file, directories: {} };
}

const part = (name) => import(pathToFileURL(join(library, `host/${name}.mjs`)));
const [{ openEngine }, { Host }, { loadPlugin }] = await Promise.all(
  ['engine', 'host', 'module'].map(part),
);

async function onNode({ file, directories }, lifetime) {
  const host = new Host({ profile: 'e2core' });
  const engine = await openEngine({
    plugin: loadPlugin(file, 'e2core'), host, lifetime, directories, trace: null,
    stdio: { isTerminal: false, write: () => {} },
    environment: directories['/plugin'] ? { PYTHONPATH: '/plugin' } : {},
  });
  const bytes = Buffer.from(payload);
  return {
    time() {
      const { outcome, startTime, runTime } = engine.run(bytes);
      if (outcome !== 'result') throw new Error(`${file} answered with ${outcome}`);
      return startTime + runTime;
    },
    memory: () => host.memory.bytes.length,
  };
}

/** Milliseconds of a new instance up to its reply, in this process. */
async function freshOnNode(forms) {
  const engines = await Promise.all(forms.map((form) => onNode(form, 'fresh')));
  const times = forms.map(() => []);
  for (let round = 0; round < rounds + 2; round += 1) {
    engines.forEach((engine, index) => {
      const time = engine.time();
      if (round >= 2) times[index].push(time); // the first compile lazily
    });
  }
  return { times, memory: engines.map((engine) => engine.memory()) };
}

/** Milliseconds of a call on a reused instance, the mean of many. */
async function callsOnNode(forms) {
  const engines = await Promise.all(forms.map((form) => onNode(form, 'reuse')));
  const times = forms.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    engines.forEach((engine, index) => {
      const started = performance.now();
      for (let call = 0; call < calls; call += 1) engine.time();
      if (round > 0) times[index].push((performance.now() - started) / calls);
    });
  }
  return times;
}

/** Milliseconds that se2-run tells of its own process: a new instance up to its reply, all cold. */
function inNewProcesses(forms) {
  const times = forms.map(() => []);
  for (let round = 0; round < processes; round += 1) {
    forms.forEach(({ file, directories }, index) => {
      const opened = Object.entries(directories).flatMap((pair) => ['--dir', pair.join('=')]);
      const tool = join(library, 'tools/se2-run.mjs');
      const words = [tool, file, '--json', '--payload', payload, ...opened];
      const { start_us: start, run_us: ran } = JSON.parse(run(process.execPath, words));
      times[index].push((start + ran) / 1000);
    });
  }
  return times;
}

function onWasmtime(modules) {
  const python = needOfEngine('wasmtime-7.0.0/bin/python');
  const compiled = { times: options.quick ? 1 : 5, names: ['reverse packed', 'reverse whole'] };
  const job = { rounds, calls: Math.ceil(calls / 20), payload, modules, compiled };
  return JSON.parse(run(python, [join(here, 'wasmtime_times.py')], JSON.stringify(job)));
}

const rows = [];
const row = (what, value, unit, target, note = '') =>
  rows.push({ what, value, unit, target, note });
const ratio = (what, [packed, other], target, unit = 'ms') => {
  const [low, high] = quartiles(packed).map((value) => value.toFixed(3));
  row(what, median(packed) / median(other), 'x', target,
    `${median(packed).toFixed(3)} (${low} to ${high}) against ${median(other).toFixed(3)} ${unit}`);
};

say('packing');
const [reverse, echo, stdlib] = ['reverse', 'echo', 'stdlib'].map(formsOf);
const bytes = readFileSync(reverse.packed.file);
row('word reversal, size', bytes.length / 1e6, 'MB', 3.9);
row('word reversal, gzip', gzipSync(bytes, { level: 9 }).length / 1e6, 'MB', 1.2);
const packTimes = Array.from({ length: options.quick ? 1 : 7 }, () =>
  JSON.parse(run(process.execPath, reverse.words)).milliseconds / 1000);
row('word reversal, se2-pack', median(packTimes), 's', 1);

say('new instances on Node');
const fresh = await freshOnNode([reverse.packed, reverse.directories]);
ratio('Node, new instance to reply', fresh.times, 1 / 9);
row('Node, new instance to reply', median(fresh.times[0]), 'ms', 2.5);
row('memory at the first reply', fresh.memory[0] / 2 ** 20, 'MiB', 6);
say('new processes');
ratio('Node, the same in a new process',
  inNewProcesses([reverse.packed, reverse.directories]), 1 / 11);
say('calls on one instance');
ratio('Node, echo on a reused instance', await callsOnNode([echo.packed, echo.directories]), 1);

say('wasmtime 7.0.0');
const trivial = join(folder, 'trivial.wasm');
const { default: openWabt } = await import(
  pathToFileURL(need(join(build, 'tests/unit/npm/node_modules/wabt/index.js'))));
const source = readFileSync(join(here, 'trivial.wat'), 'utf8');
const floor = (await openWabt()).parseWat('trivial.wat', source);
writeFileSync(trivial, floor.toBinary({}).buffer);
const modules = [
  { name: 'trivial', file: trivial, directories: {} }, reverse.packed, reverse.directories,
  echo.packed, echo.directories, stdlib.packed, stdlib.directories, packedWhole('reverse'),
];
const times = onWasmtime(modules);
const milliseconds = (name, kind) => times[name][kind].map((seconds) => seconds * 1000);
row('wasmtime, new instance above a trivial module',
  median(milliseconds('reverse packed', 'fresh')) - median(milliseconds('trivial', 'fresh')),
  'ms', 0.5);
ratio('wasmtime, new instance to reply',
  [milliseconds('reverse packed', 'fresh'), milliseconds('reverse in directories', 'fresh')]);
ratio('wasmtime, the same with 20 modules of the library',
  [milliseconds('stdlib packed', 'fresh'), milliseconds('stdlib in directories', 'fresh')],
  1 / 100);
ratio('wasmtime, compilation against nothing left out',
  [milliseconds('reverse packed', 'compile'), milliseconds('reverse whole', 'compile')], 0.75);
ratio('wasmtime, echo on a reused instance',
  [milliseconds('echo packed', 'call'), milliseconds('echo in directories', 'call')], 1);

if (options.json) process.stdout.write(`${JSON.stringify(rows)}\n`);
else {
  for (const { what, value, unit, target, note } of rows) {
    const wanted = target === undefined ? '' : `at most ${Number(target.toFixed(4))} ${unit}`;
    const verdict = target === undefined ? '' : value <= target ? 'met' : 'MISSED';
    console.log([what.padEnd(50), `${value.toFixed(4)} ${unit}`.padEnd(12), wanted.padEnd(18),
      verdict.padEnd(6), note].join('  ').trimEnd());
  }
}
