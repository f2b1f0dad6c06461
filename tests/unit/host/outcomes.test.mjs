// SPDX-License-Identifier: Apache-2.0
// tests/unit/host/outcomes.test.mjs: every way a run can end, as the table in run.mjs has it

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { echo, plugin, run, runs } from './support.mjs';

const error = (code, start = 16, size = 4) =>
  `(call $return_error (i32.const ${code}) (i32.const ${start}) (i32.const ${size})
    (local.get $ident))`;
const strangeIdent = '(i32.add (local.get $ident) (i32.const 1))';

test('a result is the bytes at the time of the call', () => {
  const overwritten = `${echo} (i32.store8 (local.get $payload) (i32.const 88))`;
  const { outcome, output, output_base64, status } = run(plugin(overwritten), '--payload', 'abc');
  assert.deepEqual([outcome, output, output_base64, status], ['result', 'abc', 'YWJj', 0]);
});

test('an empty result is a result', () => {
  const { outcome, output, output_base64 } = run(plugin(echo));
  assert.deepEqual([outcome, output, output_base64], ['result', '', '']);
});

test('an output that is not UTF-8 has base64 alone', () => {
  const { output, output_base64 } = run(
    plugin('(call $return_result (i32.const 16) (i32.const 2) (local.get $ident))', {
      data: '\\ff\\00',
    }),
  );
  assert.deepEqual([output, output_base64], [null, '/wA=']);
});

test('a payload has its exact size and no terminating zero', () => {
  const next = '(call $return_result (i32.const 1024) (i32.const 4) (local.get $ident))';
  const stained = plugin(next, {
    allocate: '(i32.store (i32.const 1024) (i32.const 0x2a2a2a2a)) (i32.const 1024)',
  });
  assert.equal(run(stained, '--payload', 'abc').output, 'abc*');
});

test('an error has its code and message', () => {
  const { outcome, code, message, output, violations, status } = run(
    plugin(error(404), { data: 'gone' }),
  );
  assert.deepEqual(
    [outcome, code, message, output, violations, status],
    ['error', 404, 'gone', null, [], 1],
  );
});

test('invalid UTF-8 in a message becomes U+FFFD', () => {
  assert.equal(run(plugin(error(500), { data: 'a\\ffb!' })).message, 'a\ufffdb!');
});

for (const code of [0, 99, 101, 150, 204, 304, 399, 600, 1000, -1]) {
  test(`code ${code}, which the real host answers badly, is kept and named`, () => {
    const { outcome, code: sent, violations } = run(plugin(error(code), { data: 'gone' }));
    assert.deepEqual([outcome, sent, violations.length], ['error', code, 1]);
    assert.match(violations[0], new RegExp(`code ${code}:`));
  });
}

test('no reply is none, and no success', () => {
  const { outcome, output, code, message, status } = run(plugin(''));
  assert.deepEqual([outcome, output, code, message, status], ['none', null, null, null, 2]);
});

test('a second result would block the real host', () => {
  const { outcome, message, violations, status } = run(plugin(`${echo} ${echo}`));
  assert.deepEqual([outcome, status], ['host_error', 2]);
  assert.match(message, /block for ever: second return_result/);
  assert.deepEqual(violations, [message]);
});

test('a second error would block the real host', () => {
  const { outcome, message } = run(plugin(`${error(500)} ${error(500)}`));
  assert.equal(outcome, 'host_error');
  assert.match(message, /block for ever: second return_error/);
});

test('what blocks does not go on: nothing after it happens', () => {
  const { log } = run(
    plugin(`${echo} ${echo}
      (call $log_msg (i32.const 16) (i32.const 2) (i32.const 3) (local.get $ident))`),
  );
  assert.deepEqual(log, []);
});

for (const [order, body] of [
  ['result and error', `${echo} ${error(500)}`],
  ['error and result', `${error(500)} ${echo}`],
]) {
  test(`${order}: the real host takes either, so neither counts`, () => {
    const { outcome, message, violations } = run(plugin(body));
    assert.equal(outcome, 'host_error');
    assert.match(message, /at random/);
    assert.deepEqual(violations, [message]);
  });
}

test('a trap names what happened and the function', () => {
  const { outcome, message, status } = run(plugin('(call $inner)', {
    more: '(func $inner (unreachable))',
  }));
  assert.deepEqual([outcome, message, status], ['trap', 'unreachable executed in inner', 2]);
});

test('a wild access and an endless recursion are traps', () => {
  assert.match(run(plugin('(drop (i32.load (i32.const -8)))')).message, /out of bounds in run_e/);
  const recursion = plugin('(call $run_e (local.get 0) (local.get 1) (local.get 2))');
  assert.match(run(recursion).message, /^stack overflow in /);
});

test('a result, then a trap: the result is dropped', () => {
  const { outcome, output, message } = run(plugin(`${echo} (unreachable)`));
  assert.deepEqual([outcome, output], ['trap', null]);
  assert.match(message, /result it had returned is dropped/);
});

test('an error, then a trap: the error stands', () => {
  const { outcome, code, violations } = run(plugin(`${error(503)} (unreachable)`));
  assert.deepEqual([outcome, code, violations], ['error', 503, []]);
});

test('proc_exit, even 0, is a trap', () => {
  const { outcome, message } = run(plugin('(call $proc_exit (i32.const 0))'));
  assert.deepEqual([outcome, message], ['trap', 'proc_exit(0) called in run_e']);
});

for (const [what, body] of [
  ['return_result', `(call $return_result (i32.const 16) (i32.const 4) ${strangeIdent})`],
  ['return_error', `(call $return_error (i32.const 500) (i32.const 16) (i32.const 4)
    ${strangeIdent})`],
]) {
  test(`${what} with another ident is ignored and noted`, () => {
    const { outcome, violations } = run(plugin(body), '--ident', '7');
    assert.equal(outcome, 'none');
    const expected = `${what} got ident 8, not 7 of this run; the host ignores the call`;
    assert.deepEqual(violations, [expected]);
  });
}

test('with another ident, even a pointer outside memory is ignored', () => {
  const body = `(call $return_result (i32.const -1) (i32.const 4) ${strangeIdent})`;
  assert.equal(run(plugin(body)).outcome, 'none');
});

for (const [what, start, size] of [
  ['a start past memory', 65537, 1],
  ['a start past memory, of no bytes', 65537, 0],
  ['a negative start', -1, 1],
  ['a negative size', 16, -1],
]) {
  test(`${what} kills the real host`, () => {
    const body = `(call $return_result (i32.const ${start}) (i32.const ${size})
      (local.get $ident))`;
    const { outcome, message } = run(plugin(body));
    assert.equal(outcome, 'host_error');
    assert.match(message, /the real host would die: return_result got/);
  });
}

test('past the end of memory the real host reads zeros', () => {
  const body = `(i32.store8 (i32.const 65535) (i32.const 65))
    (call $return_result (i32.const 65535) (i32.const 3) (local.get $ident))`;
  const { outcome, output, violations } = run(plugin(body));
  assert.deepEqual([outcome, output, violations.length], ['result', 'A\0\0', 1]);
  assert.match(violations[0], /past the end of memory: zeros/);
});

test('memory that grows during a run is read where it is then', () => {
  const body = `(drop (memory.grow (i32.const 1))) (i32.store8 (i32.const 70000) (i32.const 66))
    (call $return_result (i32.const 70000) (i32.const 1) (local.get $ident))`;
  assert.deepEqual(
    runs(plugin(body), '--lifetime', 'reuse', '--repeat', '3').map(({ output }) => output),
    ['B', 'B', 'B'],
  );
});

for (const [what, allocate, expected] of [
  ['a negative number', '(i32.const -8)', /would die: allocate\(3\) answered 0xfffffff8/],
  ['an address past memory', '(i32.const 70000)', /would die: allocate\(3\)/],
]) {
  test(`allocate answering ${what} is a host error`, () => {
    const { outcome, message } = run(plugin(echo, { allocate }), '--payload', 'abc');
    assert.equal(outcome, 'host_error');
    assert.match(message, expected);
  });
}

for (const [what, allocate, expected] of [
  ['0', '(i32.const 0)', /over address 0/],
  ['too little room', '(i32.const 65534)', /2 bytes are left: the host cuts the payload off/],
]) {
  test(`allocate answering ${what} is noted: the real host goes on`, () => {
    const { outcome, violations } = run(plugin(echo, { allocate }), '--payload', 'abc');
    assert.equal(outcome, 'result');
    assert.match(violations[0], expected);
  });
}

test('allocate is called for an empty payload too, and may then answer 0', () => {
  const counting = plugin(
    '(call $return_result (i32.const 16) (global.get $calls) (local.get $ident))',
    {
      data: 'xxxx',
      more: '(global $calls (mut i32) (i32.const 0))',
      allocate: '(global.set $calls (i32.const 1)) (i32.const 0)',
    },
  );
  assert.equal(run(counting).output, 'x');
});

test('a trap in allocate ends the run: neither run_e nor deallocate follow', () => {
  const { outcome, message, log } = run(plugin(
    '(call $log_msg (i32.const 16) (i32.const 1) (i32.const 3) (local.get $ident))',
    { allocate: '(unreachable)', deallocate: '(unreachable)' },
  ));
  assert.deepEqual([outcome, message, log], ['trap', 'unreachable executed in allocate', []]);
});

test('a trap in deallocate changes nothing but is noted', () => {
  const { outcome, violations } = run(plugin(echo, { deallocate: '(unreachable)' }));
  assert.equal(outcome, 'result');
  assert.match(violations[0], /deallocate failed, which the host ignores: unreachable/);
});

test('a reply in deallocate is lost and noted, and on a reused instance answers the next run', () => {
  const late = plugin('(global.set $kept (local.get $ident))', {
    data: 'x',
    more: '(global $kept (mut i32) (i32.const 0))',
    deallocate: '(call $return_result (i32.const 16) (i32.const 1) (global.get $kept))',
  });
  const { outcome, violations } = run(late);
  assert.equal(outcome, 'none');
  assert.match(violations[0], /return_result was called in deallocate/);
  const outcomes = (lifetime) => {
    return runs(late, '--lifetime', lifetime, '--repeat', '2').map(({ outcome: one }) => one);
  };
  assert.deepEqual(outcomes('fresh'), ['none', 'none']);
  assert.deepEqual(outcomes('reuse'), ['none', 'result']);
});

test('deallocate follows a trap, with the payload\'s address and size', () => {
  const noting = plugin('(if (i32.eq (global.get $seen) (i32.const 0)) (then (unreachable)))' +
    '(call $return_result (i32.const 2048) (i32.const 2) (local.get $ident))', {
    more: '(global $seen (mut i32) (i32.const 0))',
    deallocate: `(global.set $seen (i32.const 1))
      (i32.store8 (i32.const 2048) (i32.shr_u (local.get $payload) (i32.const 4)))
      (i32.store8 (i32.const 2049) (i32.add (local.get $size) (i32.const 48)))`,
  });
  const [first, second] = runs(noting, '--lifetime', 'reuse', '--repeat', '2', '--payload', 'abc');
  assert.equal(first.outcome, 'trap');
  assert.equal(second.output, '@3');
});

test('the same violation is listed once', () => {
  const wrong = `(call $return_result (i32.const 16) (i32.const 1) ${strangeIdent})`;
  assert.equal(run(plugin(`${wrong} ${wrong} ${wrong}`)).violations.length, 1);
});

test('bytes outside memory kill the real host in deallocate too', () => {
  const late = plugin('(global.set $kept (local.get $ident))', {
    more: '(global $kept (mut i32) (i32.const 0))',
    deallocate: '(call $return_result (i32.const -1) (i32.const 1) (global.get $kept))',
  });
  const { outcome, message } = run(late);
  assert.equal(outcome, 'host_error');
  assert.match(message, /would die: return_result/);
});

test('a guest that catches what stops the host does not go on all the same', () => {
  const catching = plugin(`(try (do ${echo} ${echo}) (catch_all))
    (call $log_msg (i32.const 16) (i32.const 1) (i32.const 3) (local.get $ident))`);
  const { outcome, message, log } = run(catching);
  assert.equal(outcome, 'host_error');
  assert.match(message, /second return_result/);
  assert.deepEqual(log, []);
});
