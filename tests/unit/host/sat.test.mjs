// SPDX-License-Identifier: Apache-2.0
// tests/unit/host/sat.test.mjs: the functions that profile sat adds, with nothing configured

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { integers, plugin, replyIntegers, run, runs } from './support.mjs';

const sat = ['--profile', 'sat'];
const text = (start, size) => `(i32.const ${start}) (i32.const ${size})`;
const drain = '(call $get_ffi_result (i32.const 4096) (local.get $ident))';

/** Replies the error text that a call leaves pending. */
const replyText = (call, data) =>
  plugin(
    `(local $n i32) (local.set $n ${call}) (drop ${drain})
     (call $return_result (i32.const 4096) (i32.sub (i32.const 0) (local.get $n))
       (local.get $ident))`,
    { data },
  );

for (const [what, call, expected] of [
  ['graphql_query', `(call $graphql_query ${text(16, 8)} ${text(16, 1)} (local.get $ident))`,
    'failed to Do: Post "endpoint": Invalid URL'],
  ['cache_get of a missing key', `(call $cache_get ${text(16, 3)} (local.get $ident))`,
    'key not found'],
  ['get_static_file', `(call $get_static_file ${text(16, 3)} (local.get $ident))`,
    'capability is not enabled'],
  ['db_exec', `(call $db_exec (i32.const 1) ${text(16, 3)} (local.get $ident))`,
    'capability is not enabled'],
  ['db_exec of an unknown type', `(call $db_exec (i32.const 4) ${text(16, 3)} (local.get $ident))`,
    'query type invalid'],
]) {
  test(`${what} answers a pending error text`, () => {
    assert.equal(run(replyText(call, 'endpoint'), ...sat).output, expected);
  });
}

test('get_secret_value answers an empty text, which is pending', () => {
  const secret = `(call $get_secret_value ${text(16, 3)} (local.get $ident))`;
  assert.deepEqual(integers(run(plugin(replyIntegers(secret, drain)), ...sat)), [0, 0]);
});

const set = (seconds) =>
  `(call $cache_set ${text(16, 1)} ${text(17, 5)} (i32.const ${seconds}) (local.get $ident))`;
const get = `(call $cache_get ${text(16, 1)} (local.get $ident))`;

test('the cache keeps a value, for later runs and instances too', () => {
  const setThenGet = plugin(
    `(if (i32.lt_s ${get} (i32.const 0)) (then (drop ${drain}) (drop ${set(0)})) (else
      (drop ${drain})))
     (drop ${get}) (drop ${drain})
     (call $return_result (i32.const 4096) (i32.const 5) (local.get $ident))`,
    { data: 'kvalue' },
  );
  assert.equal(run(setThenGet, ...sat).output, 'value');
  const getThenSet = plugin(
    replyIntegers(get, drain, set(60)),
    { data: 'kvalue' },
  );
  const answers = runs(getThenSet, ...sat, '--repeat', '2', '--lifetime', 'fresh').map(integers);
  assert.deepEqual(answers, [[-13, 0, 0], [5, 0, 0]]);
});

test('cache_set needs no free slot, cache_get does', () => {
  const outcome = run(plugin(replyIntegers(get, set(0), get, drain, get)), ...sat);
  assert.deepEqual(integers(outcome), [-13, 0, -1, 0, 5]);
});

test('db_exec while an answer is pending kills the real host', () => {
  const body = `(drop ${get})
    (drop (call $db_exec (i32.const 1) ${text(16, 1)} (local.get $ident)))`;
  const { outcome, message } = run(plugin(body), ...sat);
  assert.equal(outcome, 'host_error');
  assert.match(message, /would die: db_exec/);
});

test('return_abort is an error of code -1 and does not stop the guest', () => {
  const body = `(call $return_abort ${text(16, 4)} ${text(20, 4)} (i32.const 7) (i32.const 2)
      (local.get $ident))
    (call $log_msg ${text(16, 4)} (i32.const 3) (local.get $ident))`;
  const { outcome, code, message, log } = run(plugin(body, { data: 'oopsa.ts' }), ...sat);
  assert.deepEqual([outcome, code], ['error', -1]);
  assert.equal(message, 'runnable abort: oops; file: a.ts, line: 7, col: 2');
  assert.equal(log.length, 1);
});
