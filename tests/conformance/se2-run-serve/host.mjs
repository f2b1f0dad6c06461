// SPDX-License-Identifier: Apache-2.0
// tests/conformance/se2-run-serve/host.mjs: se2-run --serve as a host of the table
//
// usage: host.mjs BUILD <JOBS (../README.md)
//
// It is asked as E2 Core's server is, and what its client sees is the report; its own report, which
// --json gives, has the log, the violations and why an error is unknown.

import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { seenIn } from '../e2core-server/seen.mjs';
import { send } from '../e2core-server/server.mjs';
import { jobs, linesOf, reply } from '../lines.mjs';
import { wordsOf } from '../service-words.mjs';

const [build] = process.argv.slice(2);
const tool = join(build, 'stage/lib/se2/tools/se2-run.mjs');
const limit = 1000; // seconds: the table has its own

class Server {
  static async start(words) {
    const server = new Server(words);
    const lines = linesOf(server.child.stderr);
    const { value: line } = await lines.next();
    [, server.port] = / at http:.*:(\d+)$/.exec(line) ?? [];
    if (!server.port) throw new Error(line);
    server.child.stderr.resume();
    return server;
  }

  constructor(words) {
    this.words = words;
    this.child = spawn(process.execPath, [tool, ...words, '--json', '--serve', '0']);
    this.reports = linesOf(this.child.stdout);
  }

  async ask(payload, { method = 'POST', url = '/', headers = {} } = {}) {
    const report = this.reports.next(); // read at once: a full pipe would hold up the server
    const answer = await send({ port: this.port, method, path: url, headers, payload, limit });
    const { value: line } = await report;
    const { start_us: start, run_us: time, ...own } = JSON.parse(line);
    const { outcome, code, message, log, violations, response_headers: headersSent } = own;
    const unseen = { output_base64: null, log, violations, start_us: start, run_us: time };
    if (answer.failure) return { ...unseen, outcome: 'host_error', message: answer.failure };
    const seen = seenIn(answer);
    if (!seen) return { ...unseen, outcome, code, message, response_headers: headersSent };
    return { ...unseen, ...seen, ...(outcome === 'none' && { outcome, output_base64: null }) };
  }

  stop() {
    this.child.kill('SIGKILL');
  }
}

let server = null;
for await (const { module, profile, lifetime, ident, payloads, request, services } of jobs()) {
  const { params = {}, state = {} } = request ?? {};
  const words = [module, '--profile', profile, '--lifetime', lifetime, '--timeout', String(limit)];
  words.push(...wordsOf(services));
  if (ident !== undefined) words.push('--ident', String(ident));
  for (const [key, value] of Object.entries(params)) words.push('--param', `${key}=${value}`);
  for (const [key, value] of Object.entries(state)) words.push('--state', `${key}=${value}`);
  if (lifetime === 'reuse' || server?.words.join('\n') !== words.join('\n')) {
    server?.stop();
    server = await Server.start(words);
  }
  for (const file of payloads) reply(await server.ask(readFileSync(file), request));
}
server?.stop();
