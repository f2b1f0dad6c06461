// SPDX-License-Identifier: Apache-2.0
// tests/conformance/engines/e2core.mjs: E2 Core v0.5.1 itself, through the program of e2core/

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { needOfEngine } from '../place.mjs';

const maxBuffer = 2 ** 30;
const stdio = ['pipe', 'ignore', 'pipe', 'pipe'];
const sources = fileURLToPath(new URL('../e2core', import.meta.url));

// The engine opens no directories, so that the Python runtime has no plugin.py to read.
export const carries = (row) => {
  return (row.plugin !== undefined || row.form === 'packed') && row.directories === undefined;
};

/** One process a module; where the engine dies, that run fails and another one runs the rest. */
export function run(rows, places) {
  const host = needOfEngine(`e2core-0.5.1/${fingerprint()}/host`);
  const reports = new Map();
  for (const [module, own] of byModule(rows, places)) {
    const left = own.map((row) => ({ row, line: JSON.stringify(jobOf(row, places)) }));
    while (left.length > 0) {
      const input = left.map(({ line }) => line).join('\n');
      const child = spawnSync(host, [module], { input, stdio, maxBuffer, env: {} });
      const runs = String(child.output[3]).split('\n').slice(0, -1).map((line) => JSON.parse(line));
      let hasDied = false;
      while (left.length > 0 && !hasDied) {
        const { row } = left.shift();
        const its = runs.splice(0, row.payloads.length);
        hasDied = its.length < row.payloads.length;
        reports.set(row, hasDied ? [...its, deathOf(child)] : its);
      }
    }
  }
  return rows.map((row) => reports.get(row));
}

/** What bootstrap.sh built the program from: the same bytes in the same order. */
function fingerprint() {
  const hash = createHash('sha256');
  for (const name of readdirSync(sources).sort()) hash.update(readFileSync(join(sources, name)));
  return hash.digest('hex').slice(0, 16);
}

function byModule(rows, places) {
  const groups = new Map();
  for (const row of rows) {
    const { module } = places.of(row);
    if (!groups.has(module)) groups.set(module, []);
    groups.get(module).push(row);
  }
  return groups;
}

function jobOf(row, places) {
  return { lifetime: row.lifetime, payloads: places.payloadFiles(row), request: row.request };
}

function deathOf(child) {
  const lines = String(child.stderr).trim().split('\n');
  const said = lines.find((line) => /^(panic|fatal error): /.test(line));
  if (!said) return { outcome: `exit code ${child.status ?? child.signal}`, message: lines.at(-1) };
  return { outcome: 'host_error', message: `the real host dies: ${said}`, violations: null };
}
