// SPDX-License-Identifier: Apache-2.0
// tests/conformance/engines/node.mjs: se2-run, and for scripts and several payloads its engine

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bytesOf, need } from '../place.mjs';

const maxBuffer = 2 ** 30;

export const carries = () => true;

export async function run(rows, places) {
  const runInProcess = await openHost(places.build);
  const reports = [];
  for (const row of rows) {
    const isCommand = row.plugin !== undefined && row.payloads.length === 1;
    reports.push(isCommand ? runCommand(row, places) : await runInProcess(row, places.of(row)));
  }
  return reports;
}

function runCommand(row, places) {
  const { module } = places.of(row);
  const [payload] = places.payloadFiles(row);
  const { method, url, headers = {}, params = {}, state = {} } = row.request ?? {};
  const words = ['--json', '--profile', row.profile, '--lifetime', row.lifetime];
  const add = (name, value) => value !== undefined && words.push(`--${name}`, String(value));
  add('payload-file', payload);
  add('ident', row.ident);
  add('method', method);
  add('url', url);
  for (const [key, value] of Object.entries(headers)) add('header', `${key}: ${value}`);
  for (const [key, value] of Object.entries(params)) add('param', `${key}=${value}`);
  for (const [key, value] of Object.entries(state)) add('state', `${key}=${value}`);
  const command = need(join(places.build, 'stage/bin/se2-run'));
  const child = spawnSync(command, [module, ...words], { maxBuffer });
  const lines = String(child.stdout).split('\n').filter(Boolean);
  if (lines.length === 0) return [{ outcome: 'no report', message: String(child.stderr) }];
  const report = JSON.parse(lines[0]);
  const exitCode = { result: 0, error: 1 }[report.outcome] ?? 2;
  if (child.status === exitCode) return [report];
  return [{ ...report, outcome: `${report.outcome}, with exit code ${child.status}` }];
}

// In this process a module is compiled once for all of its rows.
async function openHost(build) {
  const part = (name) => {
    return import(pathToFileURL(need(join(build, `stage/lib/se2/host/${name}.mjs`))));
  };
  const [{ openEngine }, { Host }, { loadPlugin }, { toObject }] = await Promise.all(
    ['engine', 'host', 'module', 'report'].map(part),
  );
  const { Request } = await part('request');
  const plugins = new Map();
  return async (row, { module, directories, environment }) => {
    const { profile, lifetime, request = {} } = row;
    const key = `${profile} ${module}`;
    if (!plugins.has(key)) plugins.set(key, loadPlugin(module, profile));
    let payload;
    const { method = 'POST', url = '/', headers = {}, params = {}, state = {} } = request;
    const newRequest = () => new Request({ method, url, headers, params, state }, payload, profile);
    const engine = await openEngine({
      plugin: plugins.get(key),
      host: new Host({ profile, newRequest }),
      lifetime,
      stdio: { isTerminal: false, write: () => {} },
      environment,
      directories,
      trace: null,
    });
    return row.payloads.map((each) => {
      payload = bytesOf(each);
      return toObject(engine.run(payload, row.ident));
    });
  };
}
