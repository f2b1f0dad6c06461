// SPDX-License-Identifier: Apache-2.0
// tests/scale-out/run.mjs: a bundle on three machines of E2 Core v0.5.1, of which one dies

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { send, Server } from '../conformance/e2core-server/server.mjs';
import { needOfGo } from '../conformance/engines.mjs';
import { MissingPart, need } from '../conformance/place.mjs';
import { isInside, Network, NetworkError, runInside } from './network.mjs';

const help = `usage: run.mjs [options]

Packs a C++ and a Python plugin into a bundle, starts E2 Core with it, a front and two further
machines in network namespaces, spreads requests over them, kills one, and says what a client sees.

  --requests N   30 by default, of each kind
  --build DIR    the build tree (build, beside tests)
  --help

Exit codes: 0 all holds, 1 it does not, 2 wrong usage or a missing part.
`;

const known = {
  requests: { type: 'string', default: '30' },
  build: { type: 'string', default: fileURLToPath(new URL('../../build', import.meta.url)) },
  inside: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
};
const tenant = 'com.example';
const secondsOfAnswer = 30;
const script = `def run_e(payload):
    print(payload)
    return payload[::-1]
`;

class Failure extends Error {}
const say = (text) => console.log(text);
const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

function pack(build, words) {
  const child = spawnSync(need(join(build, 'stage/bin/se2-pack')), words, { encoding: 'utf8' });
  if (child.status !== 0) throw new Failure(`se2-pack ${words.join(' ')}: ${child.stderr}`);
  return child.stdout;
}

/** `{ file, names }`: a bundle, and its modules' full names by their short ones. */
function bundleIn(folder, build) {
  const [source, python] = ['plugin.py', 'python.wasm'].map((name) => join(folder, name));
  writeFileSync(source, script);
  pack(build, [source, '-o', python]);
  const logs = need(join(build, 'wasm/tests/conformance/plugins/logs.wasm'));
  const file = join(folder, 'both.wasm.zip');
  const answer = pack(build, ['--bundle', file, '--tenant', tenant, '--json', logs, python]);
  const { modules } = JSON.parse(answer);
  return { file, names: Object.fromEntries(modules.map(({ name, fqmn }) => [name, fqmn])) };
}

const kinds = {
  logs: () => 'replied',
  python: (payload) => [...payload].reverse().join(''),
};

/** One request: what a client of the front sees, in a word or two. */
async function ask(kind, payload) {
  const path = `/name/${tenant}/default/${kind}`;
  const answer = await send({ port: 8080, path, payload, limit: secondsOfAnswer });
  if (answer.failure) return answer.failure;
  if (answer.status !== 200) return `status ${answer.status}`;
  return answer.body.toString() === kinds[kind](payload) ? 'right' : 'WRONG';
}

const tally = (words) => {
  const counts = new Map();
  words.forEach((word) => counts.set(word, (counts.get(word) ?? 0) + 1));
  return [...counts].map(([word, count]) => `${count} ${word}`).join(', ');
};

/** Requests one after the other, told apart by their payloads; what the client sees of each. */
async function askMany(kind, mark, count) {
  const seen = [];
  for (let i = 0; i < count; i += 1) seen.push(await ask(kind, `${mark} ${i}`));
  return seen;
}

/** How many of such requests each machine has had: the plugins log their payloads. */
const countsOf = (machines, mark) =>
  machines.map(({ lines }) => lines.filter((line) => line.includes(`(I) ${mark} `)).length);

const sum = (numbers) => numbers.reduce((all, number) => all + number, 0);

async function until(holds, limit, what) {
  const begun = performance.now();
  while (!(await holds())) {
    if (performance.now() - begun > limit * 1000) throw new Failure(`not in ${limit} s: ${what}`);
    await new Promise((next) => setTimeout(next, 50));
  }
}

// The orchestrator asks once a second, takes a process that does not answer in a second for dead
// and starts another; it kills one that has not answered seven times.
async function showCompilation(folder) {
  const begun = performance.now();
  const server = await Server.start(join(folder, 'bin/e2core'), join(folder, 'python.wasm'));
  const answer = await server.ask('x');
  await server.stop();
  if (answer.status !== 200) throw new Failure(`e2core mod start answers ${answer.status}`);
  say(`python: ${seconds(begun)} to start and compile alone; E2 Core's health check waits 1 s`);
}

// Both modules in one machine, each of which a process of E2 Core serves.
const machineScript = `SAT_HTTP_PORT=1501 e2core mod start "$1" &
SAT_HTTP_PORT=1502 exec e2core mod start "$2"`;

async function scaleOut(options, folder) {
  mkdirSync(join(folder, 'bin'));
  // The front starts e2core from its PATH.
  symlinkSync(needOfGo('e2core-0.5.1', 'e2core'), join(folder, 'bin/e2core'));
  const { file, names } = bundleIn(folder, resolve(options.build));
  const network = new Network({ PATH: join(folder, 'bin'), HOME: folder });
  const count = Number(options.requests);

  await showCompilation(folder);
  const begun = performance.now();
  const front = network.start(['e2core', 'start', file, '--http-port', '8080']);
  for (const kind of Object.keys(kinds)) {
    let tries = 0;
    await until(async () => (await ask(kind, `wait ${tries += 1}`)) === 'right', 120, `${kind} up`);
    const started = front.lines.filter((line) => line.includes(`(I) starting ${names[kind]}`));
    say(`${kind}: up ${seconds(begun)} after the front; E2 Core has started it ${started.length}x`);
  }
  const machines = [front];
  for (let i = 0; i < 2; i += 1) {
    const words = ['sh', '-c', machineScript, 'sh', names.logs, names.python];
    const environment = { SAT_CONTROL_PLANE: `http://${front.address}:9090` };
    machines.push(await network.startElsewhere(words, environment));
  }
  for (const kind of Object.keys(kinds)) {
    const mark = `join ${kind}`;
    const haveAll = async () => {
      await askMany(kind, mark, 1);
      return countsOf(machines, mark).every((number) => number > 0);
    };
    await until(haveAll, 120, `${kind} on ${machines.length} machines`);
  }
  say(`three machines serve both ${seconds(begun)} after the front`);

  for (const kind of Object.keys(kinds)) {
    let mark;
    let seen;
    let round = 0;
    // A process that E2 Core took for dead while it compiled is ended late: requests to it fail.
    const allRight = async () => {
      mark = `spread ${kind} ${(round += 1)}`;
      seen = await askMany(kind, mark, count);
      if (seen.includes('WRONG')) throw new Failure('an answer is another one\'s');
      if (seen.some((what) => what !== 'right')) say(`${kind}: ${tally(seen)}; once more`);
      return seen.every((what) => what === 'right');
    };
    await until(allRight, 120, `${kind}: ${count} right answers`);
    await until(() => sum(countsOf(machines, mark)) >= count, 10, `${count} requests in the logs`);
    const counts = countsOf(machines, mark);
    say(`${kind}: ${tally(seen)}, spread ${counts.join('/')}`);
    if (sum(counts) !== count || counts.includes(0)) throw new Failure('not each once, by all');
  }

  await machines.at(-1).kill();
  say('one machine is gone');
  for (const kind of Object.keys(kinds)) {
    const since = performance.now();
    const seen = await askMany(kind, `after ${kind}`, count);
    say(`${kind}: ${tally(seen)}, in ${seconds(since)}`);
    if (seen.includes('WRONG')) throw new Failure('an answer is another one\'s');
    const last = seen.slice(-Math.floor(count / 2));
    if (last.some((what) => what !== 'right')) throw new Failure('the others do not take over');
  }
}

async function main() {
  let options;
  try {
    ({ values: options } = parseArgs({ options: known }));
  } catch ({ message }) {
    console.error(`scale-out: ${message}; see --help`);
    return 2;
  }
  if (options.help) {
    process.stdout.write(help);
    return 0;
  }
  if (!isInside()) return runInside(process.argv.slice(2));
  const folder = mkdtempSync(join(tmpdir(), 'se2-scale-out-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  await scaleOut(options, folder);
  return 0;
}

process.exitCode = await main().catch((error) => {
  const isExpected = [Failure, MissingPart, NetworkError].some((kind) => error instanceof kind);
  if (!isExpected) throw error;
  console.error(`scale-out: ${error.message}`);
  return error instanceof Failure ? 1 : 2;
});
process.exit();
