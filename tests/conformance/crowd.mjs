// SPDX-License-Identifier: Apache-2.0
// tests/conformance/crowd.mjs: many requests at once on real hosts: none lost, all right

import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { send, Server } from './e2core-server/server.mjs';
import { hostOfGo, needOfGo } from './engines.mjs';
import { withPacked } from './packing.mjs';
import { MissingPart, Places } from './place.mjs';

const help = `usage: crowd.mjs [options]

C++ plugins and a packed Python one, mixed; some runs raise, abort or trap. Each module has as many
workers, and each request is one that only its own answer is right for.

  --host NAME     engine, server (HTTP), reactr; may be repeated; all by default
  --requests N    2000 by default
  --workers N     24 by default: as many as E2 Core has at most; of the server, its clients
  --build DIR     the build tree (build, beside tests)
  --help

Exit codes: 0 all holds, 1 it does not, 2 wrong usage or a missing part.
`;

const known = {
  host: { type: 'string', multiple: true, default: ['engine', 'server', 'reactr'] },
  requests: { type: 'string', default: '2000' },
  workers: { type: 'string', default: '24' },
  build: { type: 'string', default: fileURLToPath(new URL('../../build', import.meta.url)) },
  help: { type: 'boolean', default: false },
};
const script = `def run_e(payload):
    if payload.startswith('raise'):
        raise ValueError(payload)
    return payload[::-1]
`;
const secondsOfAll = 120;

const result = (output) => ({ outcome: 'result', output });
const error = (message) => ({ outcome: 'error', code: 500, message });

/** `{ module, payload, right }`, one after the other: a request, and the only right answer. */
function requestsTo({ echo, ends, python }, count) {
  const kinds = [
    (i) => ({ module: echo, payload: `echo ${i}`, right: result(`echo ${i}`) }),
    (i) => ({ module: python, payload: `${i}`, right: result([...`${i}`].reverse().join('')) }),
    (i) => ({ module: python, payload: `raise ${i}`, right: error(`ValueError: raise ${i}`) }),
    () => ({ module: ends, payload: 'abort', right: error('abort() was called') }),
    () => ({ module: ends, payload: 'x', right: result('alive') }),
    (i) => ({ module: echo, payload: 'y'.repeat(i), right: result('y'.repeat(i)) }),
    () => ({ module: ends, payload: 'trap', right: { outcome: 'trap' } }),
  ];
  return Array.from({ length: count }, (_, i) => kinds[i % kinds.length](i));
}

const hosts = {
  engine: (requests, workers) => atOnce('e2core-0.5.1', requests, workers),
  reactr: (requests, workers) => atOnce('reactr-0.15.1', requests, workers),
  server: overHttp,
};

function atOnce(engine, requests, workers) {
  const [program, ...words] = hostOfGo(engine);
  const lines = requests.map(({ module, payload }) => JSON.stringify({ module, payload }));
  const child = spawnSync(program, [...words, String(workers)], {
    input: lines.join('\n'), encoding: 'utf8', maxBuffer: 2 ** 30, timeout: secondsOfAll * 1000,
  });
  return child.stdout.split('\n').slice(0, -1).map((line) => JSON.parse(line));
}

async function overHttp(requests, workers) {
  const program = needOfGo('e2core-0.5.1', 'e2core');
  const servers = new Map();
  for (const { module } of requests) {
    if (!servers.has(module)) servers.set(module, await Server.start(program, module));
  }
  const reports = [];
  const queue = requests.entries();
  const client = async () => {
    for (const [i, { module, payload }] of queue) {
      const { port } = servers.get(module);
      reports[i] = reportOfAnswer(await send({ port, path: '/', payload, limit: secondsOfAll }));
    }
  };
  await Promise.all(Array.from({ length: workers }, client));
  await Promise.all([...servers.values()].map((server) => server.stop()));
  return reports;
}

const asText = (report) => {
  const { outcome, code, message, output_base64: output } = report ?? {};
  if (outcome === 'result') return JSON.stringify(result(Buffer.from(output, 'base64').toString()));
  return JSON.stringify(outcome === 'error' ? { outcome, code, message } : { outcome });
};

// A client is told of a trap by no more than these words.
function reportOfAnswer({ status, body, failure }) {
  if (failure) return { outcome: failure };
  if (status === 200) return { outcome: 'result', output_base64: body.toString('base64') };
  const { message } = JSON.parse(body);
  const isTrap = status === 500 && message === 'unknown error';
  return isTrap ? { outcome: 'trap' } : { outcome: 'error', code: status, message };
}

/** The modules, by what `requestsTo` calls them. */
async function modulesOf(places) {
  const row = { form: 'packed', profile: 'e2core', script };
  const [{ packed: python, refusal }] = await withPacked([row], places);
  if (refusal) throw new MissingPart(refusal);
  const [echo, ends] = ['echo', 'ends'].map((plugin) => places.of({ plugin }).module);
  return { echo, ends, python };
}

async function main() {
  let options;
  try {
    ({ values: options } = parseArgs({ options: known }));
  } catch ({ message }) {
    console.error(`crowd: ${message}; see --help`);
    return 2;
  }
  if (options.help) {
    process.stdout.write(help);
    return 0;
  }
  const modules = await modulesOf(new Places(resolve(options.build)));
  const requests = requestsTo(modules, Number(options.requests));
  let failed = 0;
  for (const name of options.host) {
    const reports = await hosts[name](requests, Number(options.workers));
    const wrong = requests.filter(({ right }, i) => asText(reports[i]) !== JSON.stringify(right));
    const lost = requests.length - reports.filter(Boolean).length;
    failed += wrong.length;
    console.log(`${name}: ${requests.length} requests, ${wrong.length} wrong, ${lost} lost`);
    for (const request of wrong.slice(0, 3)) {
      const got = asText(reports[requests.indexOf(request)]);
      const [asked, wanted] = [request.payload.slice(0, 40), JSON.stringify(request.right)];
      console.log(`  "${asked}": expected ${wanted.slice(0, 200)}, got ${got.slice(0, 200)}`);
    }
  }
  return failed > 0 ? 1 : 0;
}

process.exitCode = await main().catch((fault) => {
  if (!(fault instanceof MissingPart)) throw fault;
  console.error(`crowd: ${fault.message}`);
  return 2;
});
