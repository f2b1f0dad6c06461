// SPDX-License-Identifier: Apache-2.0
// tests/conformance/engines/wasmtime.mjs: a version of PyPI's wasmtime, through wasmtime/host.py

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { needOfEngine } from '../place.mjs';

const maxBuffer = 2 ** 30;
const host = fileURLToPath(new URL('../wasmtime/host.py', import.meta.url));

export const carries = () => true;

/** One process runs all rows; where it dies, that row fails and another one runs the rest. */
export const runOn = (version) => (rows, places) => {
  const python = needOfEngine(`wasmtime-${version}/bin/python`);
  const jobs = rows.map((row) => JSON.stringify(jobOf(row, places)));
  const reports = [];
  while (reports.length < jobs.length) {
    const input = `${jobs.slice(reports.length).join('\n')}\n`;
    const child = spawnSync(python, [host], { input, maxBuffer });
    const lines = String(child.stdout).split('\n').slice(0, -1);
    reports.push(...lines.map((line) => JSON.parse(line)));
    if (reports.length < jobs.length) {
      const said = String(child.stderr).trim().split('\n').at(-1);
      reports.push([{ outcome: `exit code ${child.status ?? child.signal}`, message: said }]);
    }
  }
  return reports;
};

function jobOf(row, places) {
  const { profile, lifetime, ident, request } = row;
  const payloads = places.payloadFiles(row);
  return { ...places.of(row), profile, lifetime, ident, request, payloads };
}
