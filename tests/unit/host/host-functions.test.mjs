// SPDX-License-Identifier: Apache-2.0
// tests/unit/host/host-functions.test.mjs: the FFI slot, requests, HTTP, logs and headers

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { integers, plugin, replyIntegers, run, runs } from './support.mjs';

const field = { meta: 0, body: 1, header: 2, params: 3, state: 4, query: 5 };
const text = (start, size) => `(i32.const ${start}) (i32.const ${size})`;
const get = (type, size, start = 16) =>
  `(call $request_get_field (i32.const ${type}) ${text(start, size)} (local.get $ident))`;
const drain = '(call $get_ffi_result (i32.const 4096) (local.get $ident))';

const twice = (module) => runs(module, '--lifetime', 'reuse', '--repeat', '2');

/** Replies the value of the field whose key is the plugin's data. */
const replyField = (type, key) =>
  plugin(
    `(local $n i32) (local.set $n ${get(type, key.length)}) (drop ${drain})
     (call $return_result (i32.const 4096) (local.get $n) (local.get $ident))`,
    { data: key },
  );

/** Sets the field of a key to a value, then replies what a lookup of the key `asked` answers. */
const replyAfterSet = (type, key, value, asked = key) =>
  plugin(
    `(local $n i32)
     (drop (call $request_set_field (i32.const ${type}) ${text(16, key.length)}
       ${text(16 + key.length, value.length)} (local.get $ident))) (drop ${drain})
     (local.set $n ${get(type, asked.length, 16 + key.length + value.length)}) (drop ${drain})
     (call $return_result (i32.const 4096) (local.get $n) (local.get $ident))`,
    { data: key + value + asked },
  );

test('the size of an answer comes first, then its bytes, once', () => {
  const body = replyIntegers(get(field.meta, 6), drain, '(i32.load (i32.const 4096))', drain);
  const { violations, ...outcome } = run(plugin(body, { data: 'method' }), '--method', 'GET!');
  assert.deepEqual(integers(outcome), [4, 0, Buffer.from('GET!').readInt32LE(), -1]);
  assert.deepEqual(violations, ['get_ffi_result was called with no result pending']);
});

test('an answer of size 0 is pending too: until it is fetched, calls answer -1', () => {
  const missing = get(field.header, 4);
  const body = replyIntegers(missing, missing, drain, missing);
  const { violations, ...outcome } = run(plugin(body, { data: 'none' }));
  assert.deepEqual(integers(outcome), [0, -1, 0, 0]);
  assert.match(violations[0], /an answer of 0 bytes was pending/);
});

test('a pending answer does not survive its run', () => {
  const body = replyIntegers(get(field.header, 4));
  const [first, second] = twice(plugin(body, { data: 'none' }));
  assert.deepEqual([integers(first), integers(second)], [[0], [0]]);
});

test('with another ident each function answers -1', () => {
  const stranger = '(i32.add (local.get $ident) (i32.const 1))';
  const body = replyIntegers(
    `(call $request_get_field (i32.const 0) ${text(16, 2)} ${stranger})`,
    `(call $request_set_field (i32.const 0) ${text(16, 2)} ${text(16, 2)} ${stranger})`,
    `(call $fetch_url (i32.const 0) ${text(16, 2)} ${text(16, 0)} ${stranger})`,
    `(call $get_ffi_result (i32.const 4096) ${stranger})`,
    `(call $add_ffi_var ${text(16, 2)} ${text(16, 2)} ${stranger})`,
  );
  const outcome = run(plugin(body));
  assert.deepEqual(integers(outcome), [-1, -1, -1, -1, -1]);
  assert.equal(outcome.violations.length, 5);
});

test('in _start there is no run: calls answer -1 or are ignored, and are noted', () => {
  const early = plugin(replyIntegers('(global.get $answer)'), {
    more: '(global $answer (mut i32) (i32.const 0))',
    start: `(global.set $answer
        (call $request_get_field (i32.const 0) ${text(16, 2)} (i32.const 0)))
      (call $log_msg ${text(16, 2)} (i32.const 3) (i32.const 0))
      (call $return_result ${text(16, 2)} (i32.const 0))`,
  });
  const outcome = run(early);
  assert.deepEqual(integers(outcome), [-1]);
  assert.deepEqual(outcome.log, []);
  assert.deepEqual(
    outcome.violations.map((each) => each.replace(/ .*/, '')),
    ['request_get_field', 'log_msg', 'return_result'],
  );
});

test('a text longer than strings can be ends the run with a message', () => {
  const body = `(call $log_msg (i32.const 16) (i32.const 0x7fffffff) (i32.const 3)
    (local.get $ident))`;
  const { outcome, message } = run(plugin(body));
  assert.equal(outcome, 'host_error');
  assert.equal(message, 'log_msg got a text of 2147483647 bytes; se2-run takes 268435456 at most');
});

test('get_ffi_result writing outside memory kills the real host', () => {
  const body = `(drop ${get(field.meta, 6)})
    (drop (call $get_ffi_result (i32.const 70000) (local.get $ident)))`;
  const { outcome, message } = run(plugin(body, { data: 'method' }));
  assert.equal(outcome, 'host_error');
  assert.match(message, /get_ffi_result was to write at 0x11170/);
});

for (const [what, module, words, expected] of [
  ['META method', replyField(field.meta, 'method'), ['--method', 'PUT'], 'PUT'],
  ['META body', replyField(field.meta, 'body'), ['--payload', 'abc'], 'abc'],
  ['META id, empty as under mod start', replyField(field.meta, 'id'), [], ''],
  ['META parsedURL on e2core', replyField(field.meta, 'parsedURL'), ['--url', '/a?b'], '/a?b'],
  ['META url, empty on e2core', replyField(field.meta, 'url'), ['--url', '/a?b'], ''],
  ['META url on sat', replyField(field.meta, 'url'),
    ['--profile', 'sat', '--url', '/a?b'], '/a?b'],
  ['META parsedURL, empty on sat', replyField(field.meta, 'parsedURL'),
    ['--profile', 'sat', '--url', '/a?b'], ''],
  ['META of an unknown key, empty', replyField(field.meta, 'color'), [], ''],
  ['BODY string member', replyField(field.body, 'key'),
    ['--payload', '{"key":"\u00e4"}'], '\u00e4'],
  ['BODY of an empty body, empty', replyField(field.body, 'key'), [], ''],
  ['HEADER by a key of any case', replyField(field.header, 'X-Color'),
    ['--header', 'x-COLOR: red: dark'], 'red: dark'],
  ['HEADER absent, empty', replyField(field.header, 'x-color'), [], ''],
  ['PARAMS', replyField(field.params, 'name'), ['--param', 'name=a=b'], 'a=b'],
  ['STATE', replyField(field.state, 'name'), ['--state', 'name=value'], 'value'],
  ['QUERY, the first value, decoded', replyField(field.query, 'q'),
    ['--url', '/p?x=1&q=a+b%2Fc&q=2#q=3'], 'a b/c'],
  ['QUERY of a key without value', replyField(field.query, 'q'), ['--url', '/p?q'], ''],
  ['QUERY, not what follows a #', replyField(field.query, 'q'), ['--url', '/p?x=1#&q=3'], ''],
  ['QUERY, a broken escape is skipped', replyField(field.query, 'q'),
    ['--url', '/p?q=%zz&q=2'], '2'],
]) {
  test(`request_get_field: ${what}`, () => {
    const { output, violations } = run(module, ...words);
    assert.deepEqual([output, violations], [expected, []]);
  });
}

for (const [what, type, key, words] of [
  ['BODY of what is not JSON', field.body, 'key', ['--payload', 'abc']],
  ['BODY of an array', field.body, 'key', ['--payload', '["key"]']],
  ['BODY member absent', field.body, 'key', ['--payload', '{}']],
  ['BODY member that is a number', field.body, 'key', ['--payload', '{"key":1}']],
  ['a member every object has', field.body, 'constructor', ['--payload', '{}']],
  ['an unknown type', 6, 'key', []],
  ['a negative type', -1, 'key', []],
]) {
  test(`request_get_field: ${what} answers -1 with nothing pending`, () => {
    const body = replyIntegers(get(type, key.length), drain);
    assert.deepEqual(integers(run(plugin(body, { data: key }), ...words)), [-1, -1]);
  });
}

for (const [what, module, words, expected] of [
  ['META method', replyAfterSet(field.meta, 'method', 'PUT'), [], 'PUT'],
  ['META url, read as parsedURL', replyAfterSet(field.meta, 'url', '/new', 'parsedURL'), [],
    '/new'],
  ['META body', replyAfterSet(field.meta, 'body', 'new'), ['--payload', 'old'], 'new'],
  ['META id, never', replyAfterSet(field.meta, 'id', 'new'), [], ''],
  ['HEADER in lower case', replyAfterSet(field.header, 'x-a', 'new', 'X-A'), [], 'new'],
  ['PARAMS', replyAfterSet(field.params, 'p', 'new'), [], 'new'],
  ['STATE, bytes as they are', replyAfterSet(field.state, 's', 'new'), [], 'new'],
  ['BODY member', replyAfterSet(field.body, 'key', 'new'), ['--payload', '{"key":"old"}'], 'new'],
]) {
  test(`request_set_field: ${what}`, () => assert.equal(run(module, ...words).output, expected));
}

test('request_set_field: HEADER keeps its case, so a lookup misses it', () => {
  const { output, violations } = run(replyAfterSet(field.header, 'X-A', 'new', 'X-A'));
  assert.equal(output, '');
  assert.match(violations[0], /not in lower case/);
});

test('request_set_field: a BODY member is written as Go writes JSON', () => {
  const module = plugin(
    `(local $n i32)
     (drop (call $request_set_field (i32.const 1) ${text(16, 1)} ${text(17, 3)} (local.get $ident)))
     (drop ${drain})
     (local.set $n ${get(field.meta, 4, 20)}) (drop ${drain})
     (call $return_result (i32.const 4096) (local.get $n) (local.get $ident))`,
    { data: 'b<x>body' },
  );
  const { output } = run(module, '--payload', '{"z":1,"a":[2]}');
  assert.equal(output, '{"a":[2],"b":"\\u003cx\\u003e","z":1}');
});

test('request_set_field: a failure answers 0, is pending all the same, and is noted', () => {
  const set = `(call $request_set_field (i32.const 5) ${text(16, 1)} ${text(17, 1)}
    (local.get $ident))`;
  const outcome = run(plugin(replyIntegers(set, drain)));
  assert.deepEqual(integers(outcome), [0, 0]);
  assert.match(outcome.violations[0], /request_set_field: field type 5 cannot be set/);
});

test('each run has the request anew', () => {
  const module = plugin(
    `(local $n i32) (local.set $n ${get(field.meta, 6)}) (drop ${drain})
     (call $return_result (i32.const 4096) (local.get $n) (local.get $ident))
     (drop (call $request_set_field (i32.const 0) ${text(16, 6)} ${text(17, 3)}
       (local.get $ident)))`,
    { data: 'method' },
  );
  assert.deepEqual(twice(module).map(({ output }) => output), ['POST', 'POST']);
});

const fetch = (method, size) =>
  `(call $fetch_url (i32.const ${method}) ${text(16, size)} (i32.const 0) (i32.const 0)
    (local.get $ident))`;

for (const [what, method, address] of [
  ['a method past the last', 7, 'http://x/'],
  ['a negative method', -1, 'http://x/'],
  ['a header without a colon', 0, 'http://x/::accept'],
  ['a header value with a colon', 0, 'http://x/::a:b:c'],
  ['a separator at the end', 0, 'http://x/::'],
]) {
  test(`fetch_url: ${what} answers -2 with nothing pending`, () => {
    const body = replyIntegers(fetch(method, address.length), drain);
    assert.deepEqual(integers(run(plugin(body, { data: address }))), [-2, -1]);
  });
}

test('fetch_url: while an answer is pending, -1 comes before -2', () => {
  const body = replyIntegers(get(field.header, 4), fetch(7, 2));
  assert.deepEqual(integers(run(plugin(body))), [0, -1]);
});

test('log_msg: four levels, others as info, in order', () => {
  const log = (level) =>
    `(call $log_msg (i32.const 16) (i32.const 2) (i32.const ${level}) (local.get $ident))`;
  const { log: entries, violations } = run(
    plugin([1, 2, 3, 4, 9].map(log).join(' '), { data: 'hi' }),
  );
  assert.deepEqual(entries.map(({ level }) => level), ['error', 'warn', 'info', 'debug', 'info']);
  assert.ok(entries.every(({ message }) => message === 'hi'));
  assert.match(violations[0], /level 9/);
});

const setHeader = (value) =>
  `(call $resp_set_header ${text(16, 1)} ${text(value, 1)} (local.get $ident))`;

test('resp_set_header: the last value of a name counts', () => {
  const { response_headers: headers } = run(
    plugin(`${setHeader(17)} ${setHeader(18)}
      (call $return_result (i32.const 16) (i32.const 0) (local.get $ident))`, { data: 'kab' }),
  );
  assert.deepEqual(headers, { k: 'b' });
});

test('resp_set_header: with an error the headers are dropped', () => {
  const { response_headers: headers } = run(
    plugin(`${setHeader(17)}
      (call $return_error (i32.const 500) (i32.const 16) (i32.const 1) (local.get $ident))`,
    { data: 'kab' }),
  );
  assert.deepEqual(headers, {});
});
