// SPDX-License-Identifier: Apache-2.0
// tests/conformance/node/host.mjs: the host of se2-run, and of its engine in this process
//
// usage: host.mjs BUILD <JOBS (../README.md)
//
// A job of one payload that the command has options for goes through it where its module is small.
// A large one is compiled here once for all of its jobs.

import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { jobs, reply } from '../lines.mjs';
import { haveWords, wordsOf } from '../service-words.mjs';
import { answerTo } from '../web.mjs';

const maxBuffer = 2 ** 30;
const small = 2 ** 20;
const [build] = process.argv.slice(2);
const library = join(build, 'stage/lib/se2');
const part = (name) => import(pathToFileURL(join(library, `host/${name}.mjs`)));

const [{ openEngine }, { Host }, { loadPlugin }, { toObject }, { Request }, { Services }] =
  await Promise.all(['engine', 'host', 'module', 'report', 'request', 'services'].map(part));
const plugins = new Map();

for await (const job of jobs()) {
  if (isForCommand(job)) reply(runCommand(job));
  else await runHere(job);
}

function isForCommand({ module, payloads, directories, request, services }) {
  if (payloads.length > 1 || !haveWords(services) || request?.id) return false;
  return Object.keys(directories).length === 0 && statSync(module).size < small;
}

function runCommand({ module, profile, lifetime, ident, request, services, payloads }) {
  const { method, url, headers = {}, params = {}, state = {} } = request ?? {};
  const words = ['--json', '--profile', profile, '--lifetime', lifetime, ...wordsOf(services)];
  const add = (name, value) => value !== undefined && words.push(`--${name}`, String(value));
  add('payload-file', payloads[0]);
  add('ident', ident);
  add('method', method);
  add('url', url);
  for (const [key, value] of Object.entries(headers)) add('header', `${key}: ${value}`);
  for (const [key, value] of Object.entries(params)) add('param', `${key}=${value}`);
  for (const [key, value] of Object.entries(state)) add('state', `${key}=${value}`);
  const tool = join(library, 'tools/se2-run.mjs');
  const child = spawnSync(process.execPath, [tool, module, ...words], { maxBuffer });
  const lines = String(child.stdout).split('\n').filter(Boolean);
  if (lines.length === 0) return { outcome: 'no report', message: String(child.stderr) };
  const report = JSON.parse(lines[0]);
  const exitCode = { result: 0, error: 1 }[report.outcome] ?? 2;
  if (child.status === exitCode) return report;
  return { ...report, outcome: `${report.outcome}, with exit code ${child.status}` };
}

/** A job's services as the host takes them. */
function servicesOf({ http = {}, files, secrets = {}, queries, cache = true }) {
  const mapOf = (members, own = (value) => value) => {
    return members && new Map(Object.entries(members).map(([name, value]) => [name, own(value)]));
  };
  return new Services({
    send: (request) => answerTo(request, http),
    files: mapOf(files, (file) => readFileSync(file)),
    secrets: mapOf(secrets),
    queries: mapOf(queries),
    isCacheEnabled: cache,
  });
}

async function runHere({ module, directories, environment, ...job }) {
  const { profile, lifetime, ident, request = {}, services = {} } = job;
  const key = `${profile} ${module}`;
  if (!plugins.has(key)) plugins.set(key, loadPlugin(module, profile));
  let payload;
  const fields = { method: 'POST', url: '/', ...request };
  const newRequest = () => new Request(fields, payload, profile);
  const engine = await openEngine({
    plugin: plugins.get(key),
    host: new Host({ profile, newRequest, services: servicesOf(services) }),
    lifetime,
    stdio: { isTerminal: false, write: () => {} },
    environment,
    directories,
    trace: null,
  });
  for (const file of job.payloads) {
    payload = readFileSync(file);
    const report = engine.run(payload, ident);
    const { startTime, runTime } = report;
    reply({ ...toObject(report), start_us: startTime * 1000, run_us: runTime * 1000 });
  }
}
