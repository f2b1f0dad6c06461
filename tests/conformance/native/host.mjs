// SPDX-License-Identifier: Apache-2.0
// tests/conformance/native/host.mjs: the host of plugins as native programs on se2::testing
//
// usage: host.mjs BUILD <JOBS (../README.md)
//
// A job's module stands for the program of the same plugin, which sanitizers watch.

import { spawnSync } from 'node:child_process';
import { basename, join } from 'node:path';
import { jobs, reply } from '../lines.mjs';

const maxBuffer = 2 ** 30;
const [build] = process.argv.slice(2);

for await (const job of jobs()) {
  const { module, payloads } = job;
  const program = join(build, `tests/conformance/plugins/${basename(module, '.wasm')}_native`);
  const child = spawnSync(program, { input: JSON.stringify(job), maxBuffer });
  if (child.error) throw child.error;
  if (child.status !== 0) {
    const said = String(child.stderr).split('\n').find((line) => /error/i.test(line)) ?? '';
    const end = { outcome: `exit code ${child.status ?? child.signal}`, message: said };
    payloads.forEach(() => reply(end));
  } else {
    String(child.stdout).trim().split('\n').map(reportOf).forEach(reply);
  }
}

function reportOf(line) {
  const { output_hex: hex, ...report } = JSON.parse(line);
  if (hex === undefined) return report;
  return { ...report, output_base64: Buffer.from(hex, 'hex').toString('base64') };
}
