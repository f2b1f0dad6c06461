// SPDX-License-Identifier: Apache-2.0
// tests/unit/host/lifetimes.test.mjs: start-up, fresh and reused instances, execution ids

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assemble, command, echo, integers, plugin, replyIntegers, run, runs, save }
  from './support.mjs';

const counting = plugin(
  `(global.set $runs (i32.add (global.get $runs) (i32.const 1)))
   ${replyIntegers('(global.get $starts)', '(global.get $runs)')}`,
  {
    more: '(global $starts (mut i32) (i32.const 0)) (global $runs (mut i32) (i32.const 0))',
    start: '(global.set $starts (i32.add (global.get $starts) (i32.const 1)))',
  },
);
const counts = (...words) => runs(counting, '--repeat', '3', ...words).map(integers);
const once = [[1, 1], [1, 1], [1, 1]];
const kept = [[1, 1], [1, 2], [1, 3]];

test('each profile has its lifetime, and --lifetime overrides it', () => {
  assert.deepEqual(counts(), once);
  assert.deepEqual(counts('--profile', 'e2core'), once);
  assert.deepEqual(counts('--profile', 'sat'), kept);
  assert.deepEqual(counts('--profile', 'minimal'), kept);
  assert.deepEqual(counts('--lifetime', 'reuse'), kept);
  assert.deepEqual(counts('--profile', 'sat', '--lifetime', 'fresh'), once);
});

const afterFirst = (first) =>
  plugin(
    `(global.set $runs (i32.add (global.get $runs) (i32.const 1)))
     (if (i32.eq (global.get $runs) (i32.const 1)) (then ${first}))
     ${replyIntegers('(global.get $runs)')}`,
    { more: '(global $runs (mut i32) (i32.const 0))' },
  );

test('an instance that trapped is called again', () => {
  const [first, second] = runs(afterFirst('(unreachable)'), '--lifetime', 'reuse', '--repeat', '2');
  assert.equal(first.outcome, 'trap');
  assert.deepEqual(integers(second), [2]);
});

test('after a host error there is a new instance', () => {
  const [first, second] = runs(
    afterFirst(`${echo} ${echo}`), '--lifetime', 'reuse', '--repeat', '2', '--payload', 'x',
  );
  assert.equal(first.outcome, 'host_error');
  assert.equal(second.outcome, 'host_error');
  assert.match(second.message, /second return_result/);
});

test('_initialize is called where _start is missing, and noted where hosts do not', () => {
  const reactor = assemble(`(module
    (import "env" "return_result" (func $return_result (param i32 i32 i32)))
    (memory (export "memory") 1)
    (global $ready (mut i32) (i32.const 0))
    (func (export "_initialize") (global.set $ready (i32.const 1)))
    (func (export "allocate") (param i32) (result i32) (i32.const 1024))
    (func (export "deallocate") (param i32 i32))
    (func (export "run_e") (param i32 i32) (param $ident i32)
      ${replyIntegers('(global.get $ready)')}))`);
  const outcome = run(reactor);
  assert.deepEqual(integers(outcome), [1]);
  assert.match(outcome.violations[0], /real hosts call neither/);
  assert.deepEqual(run(reactor, '--profile', 'minimal').violations, []);
});

test('_start alone is called where _initialize is there too', () => {
  const both = plugin(replyIntegers('(global.get $calls)'), {
    more: `(global $calls (mut i32) (i32.const 0))
      (func (export "_initialize") (global.set $calls (i32.const 7)))`,
    start: '(global.set $calls (i32.const 1))',
  });
  assert.deepEqual(integers(run(both)), [1]);
});

for (const [what, start, expected] of [
  ['a trap', '(unreachable)', /^start-up failed: unreachable executed in _start/],
  ['proc_exit(0)', '(call $proc_exit (i32.const 0))', /^start-up failed: proc_exit\(0\) called/],
]) {
  test(`${what} in _start is a host error of each run`, () => {
    const outcomes = runs(plugin(echo, { start }), '--repeat', '2', '--lifetime', 'reuse');
    for (const { outcome, message, status } of outcomes) {
      assert.deepEqual([outcome, status], ['host_error', 2]);
      assert.match(message, expected);
    }
  });
}

test('an execution id is not negative and differs from run to run', () => {
  const idents = runs(plugin(echo), '--repeat', '20').map(({ ident }) => ident);
  assert.ok(idents.every((ident) => Number.isInteger(ident) && ident >= 0 && ident < 2 ** 31 - 1));
  assert.ok(new Set(idents).size > 1);
});

test('--ident sets it, and the guest gets it', () => {
  const outcome = run(plugin(replyIntegers('(local.get $ident)')), '--ident', '0');
  assert.deepEqual([outcome.ident, integers(outcome)], [0, [0]]);
});

test('many runs of one instance need no more memory than few', () => {
  const file = save(plugin(echo));
  const heap = { NODE_OPTIONS: '--max-old-space-size=24' };
  const words = [file, '--lifetime', 'reuse', '--payload', 'x'.repeat(1000), '--repeat', '200000'];
  const { status, stderr } = command(words, { env: heap });
  assert.equal(status, 0);
  assert.match(stderr, /^200000 runs: 200000 result; /);
});
