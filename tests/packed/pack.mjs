// SPDX-License-Identifier: Apache-2.0
// tests/packed/pack.mjs: packs a plugin of these tests with se2-pack

import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { need } from '../conformance/place.mjs';
import { Failure } from './parts.mjs';

/** `{ module, report, seconds }`: the file, what `--json` says, and how long all of it took. */
export function pack(build, name, script, words, environment = {}) {
  const folder = join(build, 'tests/packed');
  mkdirSync(folder, { recursive: true });
  const module = join(folder, `${name}.wasm`);
  const started = performance.now();
  const child = spawnSync(
    need(join(build, 'stage/bin/se2-pack')),
    [script, '-o', module, '--profile', 'e2core', '--json', ...words],
    { encoding: 'utf8', maxBuffer: 2 ** 30, env: { ...process.env, ...environment } },
  );
  if (child.status !== 0) throw new Failure(`se2-pack ${name} failed:\n${child.stderr}`);
  const seconds = (performance.now() - started) / 1000;
  return { module, report: JSON.parse(child.stdout), seconds };
}

/** The size of a module and what it took, with runs of fresh instances on one engine. */
export function describe(name, { report, seconds }, runs) {
  const megabytes = (bytes) => (bytes / 1e6).toFixed(2);
  return (
    `${name}: ${megabytes(report.bytes)} MB, gzip ${megabytes(report.gzip_bytes)}; ` +
    `memory ${megabytes(report.memory)} MB; packed in ${seconds.toFixed(1)} s; ` +
    `fresh instance to reply ${middleTime(runs).toFixed(1)} ms`
  );
}

// The engine compiles in the first run.
function middleTime(runs) {
  const times = runs.slice(1).map((run) => (run.start_us + run.run_us) / 1000);
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
}
