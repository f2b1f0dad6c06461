// SPDX-License-Identifier: Apache-2.0
// tests/conformance/echo-host.mjs: a host of the table in few lines, which can only echo
//
// usage: echo-host.mjs [wrong|silent|babble|die] <JOBS (README.md)
//
// With a habit it is a bad one, for hosts.test.mjs.

import { readFileSync } from 'node:fs';
import { jobs, reply } from './lines.mjs';

const [habit] = process.argv.slice(2);

function answer(module, file) {
  if (!module.endsWith('/echo.wasm')) return reply({ unable: 'this host can only echo' });
  if (habit === 'babble') return console.log('running');
  if (habit === 'die') process.exit(3);
  const output = habit === 'wrong' ? Buffer.from('wrong') : readFileSync(file);
  return reply({ outcome: 'result', output_base64: output.toString('base64'), violations: null });
}

for await (const { module, payloads } of jobs()) {
  if (habit === 'silent') await new Promise(() => setInterval(() => {}, 1000));
  payloads.forEach((file) => answer(module, file));
}
