// SPDX-License-Identifier: Apache-2.0
// src/tools/pool-worker.mjs: a thread of pool.mjs, which runs a plugin once at a time

import { parentPort } from 'node:worker_threads';
import { callsOver } from '../host/blocking-call.mjs';
import { openRuns } from '../host/open-runs.mjs';
import { openStreams } from './streams.mjs';

const call = callsOver(parentPort);
const onLog = (level, message) => parentPort.postMessage({ entry: { level, message } });
let opened;

parentPort.on('message', async ({ load, job }) => {
  if (load) opened = open(load);
  else runOne(await opened, job);
});

async function open({ plugin, options }) {
  const runs = await openRuns(plugin, options, { ...(await openStreams(options)), onLog, call });
  runs.prepare();
  parentPort.postMessage({ isReady: true });
  return runs;
}

// The next run's instance is made while nobody waits for it, as E2 Core does.
function runOne(runs, job) {
  const { run, output, ...ending } = runs.run(job);
  const { ident, violations, responseHeaders } = run;
  const answer = { ...ending, output, run: { ident, violations, responseHeaders } };
  parentPort.postMessage({ answer }, output ? [output.buffer] : []);
  runs.prepare();
}
