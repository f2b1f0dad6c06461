// SPDX-License-Identifier: Apache-2.0
// tests/bench/peers.mjs: plugins of ours against those of others, built and measured in one run

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { MissingPart, need } from '../conformance/place.mjs';
import { BareNode } from './bare-node.mjs';
import * as contenders from './contenders.mjs';
import { fromEditToAnswer, fuelOf, onEngine, onServer, payloads, sizesOf } from './contest.mjs';
import { Forms, run } from './forms.mjs';
import { pythonTimes, WasmtimeHost } from './hosts.mjs';
import { drawingOf } from './peers-drawing.mjs';
import { markdownOf } from './peers-table.mjs';
import { nativeTimes } from './rust.mjs';
import { scoresOf } from './scores.mjs';
import { here, say, versions } from './workshop.mjs';

const help = `usage: tests/bench/peers [--own] [--quick] [--json] [--output DIR] [--from FILE]
                         [--build DIR]

Builds echo and hello with se2, in C++ and packed Python, and with what others have: bare WAT, the
Rust SDK of the same hosts, Extism's kit for Rust, AssemblyScript and componentize-py, of the
versions in versions.json; what it installs for that stays in ~/.cache/se2/bench. Then it measures
them in turn: size, build, from an edit to the answer, compilation, a new instance up to its reply,
calls of 64 B and 1 MiB, memory and instructions, on Node and wasmtime 7.0.0 and
${versions.wasmtime}, the latter two in wasmtime's own crate; and requests to E2 Core's server. It
needs rustup, and the first time 15 minutes. What can't be built is named and left out.

  --own         ours and bare WAT alone, wasmtime from PyPI: downloads nothing
  --quick       few rounds and no judgement: whether it works, not how fast
  --json        one JSON object on standard output in place of the tables
  --output DIR  writes peers.md and peers.svg there, and nothing to standard output but --json's
  --from FILE   measures nothing: what --json had printed
  --build DIR   the build tree (build, beside tests)
  --help        this text

Exit codes: 0 measured, 1 a target is missed that no load of the machine can make missed, 2 it could
not be measured.
`;

const known = {
  own: { type: 'boolean', default: false },
  quick: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  output: { type: 'string' },
  from: { type: 'string' },
  build: { type: 'string', default: here('../../build') },
  help: { type: 'boolean', default: false },
};

const thorough = {
  compilations: 3, fresh: 40, batches: 20, calls: 2000, large: 10, memory: 3, instances: 40,
  edits: 3, server: { rounds: 15, requests: 40 },
};
const quick = {
  compilations: 0, fresh: 2, batches: 2, calls: 5, large: 1, memory: 1, instances: 2, edits: 1,
  server: { rounds: 1, requests: 2 },
};

/** `{ echoes, hellos, loops, missing }` of all contenders, or of ours. */
async function assemble(options, place) {
  const { assemblyScript, bareWat, componentizePy, cpp, extism, python, rustSdk } = contenders;
  const own = [bareWat, cpp, python];
  const all = [bareWat, cpp, assemblyScript, rustSdk, extism, python, componentizePy];
  const found = { echoes: [], hellos: [], loops: [], missing: [] };
  for (const make of options.own ? own : all) {
    say(`building: ${make.name}`);
    try {
      const { echoes, hellos, loop } = await make(place);
      found.echoes.push(...echoes);
      found.hellos.push(...hellos);
      if (loop) found.loops.push(loop);
    } catch (error) {
      if (own.includes(make)) throw error;
      const reason = error.message.split('\n').slice(0, 2).join(' ');
      say(`left out: ${make.name}: ${reason}`);
      found.missing.push(`${make.name}: ${reason}`);
    }
  }
  return found;
}

const isComponent = ({ abi }) => abi === 'component';

/** The engines: what each is called, what starts it, and whether it takes components. */
function wasmtimesOf({ own, quick: isQuick }) {
  const all = [
    { key: 'wasmtime-7', folder: 'wasmtime-7.0.0', takesComponents: false },
    { key: 'wasmtime', folder: 'wasmtime-50', takesComponents: true },
  ];
  return (own && isQuick ? all.slice(1) : all).map(({ key, folder, takesComponents }) => ({
    name: `wasmtime ${versions[key]}`, takesComponents,
    command: own ? pythonTimes(folder) : [nativeTimes(key)],
  }));
}

async function onEngines(wasmtimes, echoes, options, library, count) {
  const modules = echoes.filter((echo) => !isComponent(echo));
  const name = `Node ${process.version.slice(1)}`;
  say(`on ${name}`);
  const found = { [name]: await onEngine(await BareNode.open(library, payloads), modules, count) };
  for (const { name: engine, command, takesComponents } of wasmtimes) {
    say(`on ${engine}`);
    const forms = takesComponents ? echoes : modules;
    const setting = { forms, payloads, command, optimised: !options.quick };
    found[engine] = await WasmtimeHost.use(setting, (host) => onEngine(host, forms, count));
  }
  return found;
}

/** Answers the reply of a form in a new process. */
function askerOf(library, command) {
  return async (form, payload) => {
    if (isComponent(form)) {
      const options = { forms: [form], payloads: [payload], command };
      return WasmtimeHost.use(options, (host) => host.reply(form));
    }
    if (form.abi === 'extism') {
      const words = [here('bare-reply.mjs'), library, JSON.stringify(form), payload];
      return run(process.execPath, words);
    }
    const tool = need(join(library, 'tools/se2-run.mjs'));
    const words = [tool, form.file, '--profile', 'sat', '--payload', payload];
    return run(process.execPath, words).trimEnd();
  };
}

async function measure(options, scratch) {
  const build = resolve(options.build);
  const count = options.quick ? quick : thorough;
  const forms = new Forms(build, scratch);
  const { library } = forms;
  need(library);
  const prefix = join(scratch, 'prefix');
  run('cmake', ['--install', build, '--prefix', prefix]);
  const place = { forms, prefix, scratch, isQuick: options.quick };
  const { echoes, hellos, loops, missing } = await assemble(options, place);
  const wasmtimes = wasmtimesOf(options);
  const current = wasmtimes.at(-1);
  const load = [loadavg()[0]];
  const engines = await onEngines(wasmtimes, echoes, options, library, count);
  say('counting instructions');
  const fuel = await fuelOf(options.quick ? echoes.slice(0, 2) : echoes, current.command);
  say('from edit to answer');
  const edits = await fromEditToAnswer(loops, count.edits, askerOf(library, current.command));
  const { wat, python, rustSdk } = contenders.names;
  const served = echoes.filter(({ name }) => [wat, python, rustSdk].includes(name));
  if (!options.own) say('on E2 Core\'s server');
  const server = options.own ? {} : await onServer(served, count.server);
  load.push(loadavg()[0]);
  const sized = (list) => Object.fromEntries(list.map((form) => {
    return [form.name, { isOurs: form.isOurs, ...sizesOf(form) }];
  }));
  return {
    machine: { processor: cpus()[0].model, cpus: cpus().length, load, node: process.version },
    versions, missing, forms: sized(echoes), hellos: sized(hellos),
    engines, fuel, edits, server, current: current.name, native: wasmtimes[0].name,
  };
}

async function main() {
  let options;
  try {
    ({ values: options } = parseArgs({ options: known }));
  } catch ({ message }) {
    say(`peers: ${message.split('. ')[0]}; see --help`);
    return 2;
  }
  if (options.help) {
    process.stdout.write(help);
    return 0;
  }
  const scratch = mkdtempSync(join(tmpdir(), 'se2-peers-'));
  try {
    const found = options.from
      ? JSON.parse(readFileSync(options.from, 'utf8')) : await measure(options, scratch);
    const contest = { ...found, rows: scoresOf(found) };
    if (options.output) {
      mkdirSync(options.output, { recursive: true });
      writeFileSync(join(options.output, 'peers.md'), markdownOf(contest));
      writeFileSync(join(options.output, 'peers.svg'), drawingOf(contest));
    }
    if (options.json) console.log(JSON.stringify(contest));
    else if (!options.output) process.stdout.write(markdownOf(contest));
    const isMissed = ({ isExact, verdict }) => isExact && verdict === 'MISSED';
    return !options.quick && contest.rows.some(isMissed) ? 1 : 0;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

process.exitCode = await main().catch((error) => {
  say(`peers: ${error.message}`);
  return 2;
});
