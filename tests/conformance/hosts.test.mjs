// SPDX-License-Identifier: Apache-2.0
// tests/conformance/hosts.test.mjs: any host takes the table, and a bad one fails its rows only

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const { SE2_BUILD: build } = process.env;

function take(row, habit, ...more) {
  const host = `'${process.execPath}' '${here('echo-host.mjs')}' ${habit}`;
  const words = [here('run.mjs'), '--build', build, '--host', host, '--case', row, ...more];
  const { status, stdout } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  return [status, stdout];
}

const echo = 'echo grows on a reused instance';

test('a host of few lines takes the table', () => {
  assert.deepEqual(take(echo, ''), [0, 'host: 1 rows, 0 failed, 0 excepted\n1 passed, 0 failed\n']);
});

test('what it is unable to show is excepted', () => {
  const [status, said] = take('no reply becomes an error', '', '--matrix');
  assert.equal(status, 0);
  assert.match(said, /^host: 0 rows, 0 failed, 1 excepted\n/);
  assert.match(said, /^ -  no reply becomes an error$/m);
});

test('a wrong answer turns the row red', () => {
  const [status, said] = take('echo of text', 'wrong', '--matrix');
  assert.equal(status, 1);
  assert.match(said, /^host: echo of text\n {2}output: expected "payload", got "wrong"\n/);
  assert.match(said, /^NO  echo of text$/m);
});

test('so does a host that dies, says what is no report, or says nothing', () => {
  const died = take(echo, 'die');
  assert.match(died[1], /run 1: outcome: expected "result", got "exit code 3"/);
  const babbled = take(echo, 'babble');
  assert.match(babbled[1], /got "no report"\n {2}run 1: message: "running"/);
  const blocked = take(echo, 'silent', '--limit', '1');
  assert.match(blocked[1], /got "no report"\n {2}run 1: message: "none in 1 s"/);
  assert.deepEqual([died, babbled, blocked].map(([status]) => status), [1, 1, 1]);
});
