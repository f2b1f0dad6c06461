// SPDX-License-Identifier: Apache-2.0
// tests/conformance/e2core-server/host.mjs: E2 Core v0.5.1's HTTP server as a host of the table
//
// usage: host.mjs E2CORE <JOBS (../README.md)
//
// A fresh instance is a server of its own. What lies behind it is this process, as its proxy.

import { readFileSync } from 'node:fs';
import { jobs, reply } from '../lines.mjs';
import { openProxy } from './proxy.mjs';
import { Server } from './server.mjs';

const [program] = process.argv.slice(2);
const proxy = await openProxy();
const ownHeaders = ['content-length', 'transfer-encoding', 'connection', 'date'];
const ownType = 'application/octet-stream';

for await (const { module, lifetime, payloads, request, services } of jobs()) {
  proxy.pages = services?.http ?? {};
  let server = null;
  for (const file of payloads) {
    if (lifetime === 'fresh') await server?.stop();
    const begun = performance.now();
    if (!server || lifetime === 'fresh') {
      server = await Server.start(program, module, proxy.address);
    }
    const started = performance.now();
    const answer = await server.ask(readFileSync(file), request);
    const [start, run] = [started - begun, answer.time].map((time) => time * 1000);
    reply({ ...(await reportOf(server, answer)), start_us: start, run_us: run });
    if (server.hasEnded) server = null;
  }
  await server?.stop();
}
proxy.close();

// A run without a reply and an empty result are the same to a client.
async function reportOf(server, { status, headers, body, failure, log, engineLog }) {
  const seen = { output_base64: null, log, violations: null };
  const dead = (message) => ({ ...seen, outcome: 'host_error', message, response_headers: null });
  if (failure) return dead(await whyNone(server, failure));
  if (status === 200) {
    const output = body.toString('base64');
    const shown = Object.entries(headers).filter(([name, value]) => {
      return !ownHeaders.includes(name) && !(name === 'content-type' && value === ownType);
    });
    const given = Object.fromEntries(shown.map(([name, value]) => [canonical(name), value]));
    return { ...seen, outcome: 'result', output_base64: output, response_headers: given };
  }
  const { message } = JSON.parse(body);
  const ended = { ...seen, response_headers: {} };
  if (message !== 'unknown error') return { ...ended, outcome: 'error', code: status, message };
  const errors = engineLog.filter(({ level }) => level === 'error').map((entry) => entry.message);
  const trap = errors.join('\n').split('\n').find((line) => line.includes('wasm trap'));
  if (trap) return { ...ended, outcome: 'trap', message: trap.trim() };
  return dead(errors.at(-1)?.split('\n')[0] ?? message);
}

async function whyNone(server, failure) {
  if (failure.startsWith('no answer')) return `the real host is blocked: ${failure}`;
  // A dying server closes its connections first.
  await server.stop();
  const said = server.errors.split('\n').find((line) => /^(panic|fatal error): /.test(line));
  return said ? `the real host dies: ${said}` : failure;
}

/** A header's name as Go writes it. */
function canonical(name) {
  return name.replace(/(^|-)[a-z]/g, (start) => start.toUpperCase());
}
