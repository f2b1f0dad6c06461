// SPDX-License-Identifier: Apache-2.0
// tests/conformance/e2core-server/host.mjs: E2 Core v0.5.1's HTTP server as a host of the table
//
// usage: host.mjs E2CORE <JOBS (../README.md)
//
// A fresh instance is a server of its own. What lies behind it is this process, as its proxy.

import { readFileSync } from 'node:fs';
import { jobs, reply } from '../lines.mjs';
import { openProxy } from './proxy.mjs';
import { seenIn } from './seen.mjs';
import { Server } from './server.mjs';

const [program] = process.argv.slice(2);
const proxy = await openProxy();

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

async function reportOf(server, { log, engineLog, ...answer }) {
  const unseen = { output_base64: null, log, violations: null };
  const dead = (message) => ({ ...unseen, outcome: 'host_error', message, response_headers: null });
  if (answer.failure) return dead(await whyNone(server, answer.failure));
  const seen = seenIn(answer);
  if (seen) return { ...unseen, ...seen };
  const errors = engineLog.filter(({ level }) => level === 'error').map((entry) => entry.message);
  const trap = errors.join('\n').split('\n').find((line) => line.includes('wasm trap'));
  if (!trap) return dead(errors.at(-1)?.split('\n')[0] ?? 'unknown error');
  return { ...unseen, outcome: 'trap', message: trap.trim(), response_headers: {} };
}

async function whyNone(server, failure) {
  if (failure.startsWith('no answer')) return `the real host is blocked: ${failure}`;
  // A dying server closes its connections first.
  await server.stop();
  const said = server.errors.split('\n').find((line) => /^(panic|fatal error): /.test(line));
  return said ? `the real host dies: ${said}` : failure;
}
