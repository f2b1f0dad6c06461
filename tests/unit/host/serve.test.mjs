// SPDX-License-Identifier: Apache-2.0
// tests/unit/host/serve.test.mjs: se2-run --serve: many requests at once, none of which ends it

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { availableParallelism } from 'node:os';
import { after, test } from 'node:test';
import {
  command, echo, fetching, ofPayload, plugin, replyIntegers, save, serve,
} from './support.mjs';

const error = (code) =>
  `(call $return_error (i32.const ${code}) (i32.const 16) (i32.const 5) (local.get $ident))`;
// Whether the payload's first letter is this one.
const begins = (letter) =>
  `(i32.eq (i32.load8_u (local.get $payload)) (i32.const ${letter.charCodeAt(0)}))`;
const on = (letter, body) => `(if ${begins(letter)} (then ${body} (return)))`;
const forever = '(loop (br 0))';
const mixed = `${on('t', '(unreachable)')} ${on('l', forever)} ${on('e', error(404))} ${echo}`;

test('the body is the payload, and the result the answer\'s body', async () => {
  const server = await serve(plugin(echo));
  const { status, headers, text } = await server.ask('hello');
  assert.deepEqual([status, text], [200, 'hello']);
  assert.equal(headers['content-type'], 'application/octet-stream');
  assert.equal((await server.ask()).text, '');
  assert.equal((await server.ask('', { method: 'HEAD' })).text, '');
});

test('a body of 8 MiB goes through', async () => {
  const room = '(drop (memory.grow (i32.const 129))) (i32.const 65536)';
  const server = await serve(plugin(echo, { allocate: room }));
  const large = Buffer.alloc(8 << 20, 'a');
  assert.ok((await server.ask(large)).body.equals(large));
});

for (const [profile, expected, type] of [
  ['e2core', '{"message":"g\\u003cne\\"","status":404}\n', 'application/json; charset=UTF-8'],
  ['sat', '{"status":404,"message":"g\\u003cne\\""}', 'application/json'],
]) {
  test(`an error is its status, and JSON, as a host of profile ${profile} writes it`, async () => {
    const server = await serve(plugin(error(404), { data: 'g<ne\\22' }), '--profile', profile);
    const { status, headers, text } = await server.ask();
    assert.deepEqual([status, text, headers['content-type']], [404, expected, type]);
  });
}

test('traps and endless loops are 500, and the next request finds a server', async () => {
  const server = await serve(plugin(mixed), '--timeout', '2');
  for (const payload of ['trap', 'loop', 'trap', 'loop']) {
    const { status, text } = await server.ask(payload);
    assert.deepEqual([status, text], [500, '{"message":"unknown error","status":500}\n']);
    assert.equal((await server.ask('x')).text, 'x');
  }
  assert.match(server.stderr, /POST \/ 500 [\d.]+ ms: trap: unreachable executed in run_e\n/);
  assert.match(server.stderr, /POST \/ 500 .*: host error: it took longer than 2 s and was/);
});

test('of many requests at once each has its own answer', async () => {
  const server = await serve(plugin(mixed, { data: 'gone!' }), '--timeout', '2');
  const payloads = Array.from({ length: 200 }, (_, i) => `${'xte'[i % 3]}${i}`);
  payloads[100] = 'loop';
  const answers = await Promise.all(payloads.map((payload) => server.ask(payload)));
  const unknown = [500, 'unknown error'];
  const right = { x: [200], t: unknown, e: [404, 'gone!'], l: unknown };
  answers.forEach(({ status, text }, i) => {
    const [code, message] = right[payloads[i][0]];
    assert.equal(status, code);
    assert.equal(message ? JSON.parse(text).message : text, message ?? payloads[i]);
  });
});

const count = `(global.set $runs (i32.add (global.get $runs) (i32.const 1)))
  ${replyIntegers('(global.get $runs)')}`;
const counting = plugin(count, { more: '(global $runs (mut i32) (i32.const 0))' });

for (const [lifetime, expected] of [['fresh', [1, 1, 1]], ['reuse', [1, 2, 3]]]) {
  test(`--lifetime ${lifetime}`, async () => {
    const server = await serve(counting, '--lifetime', lifetime);
    const counts = [];
    for (let i = 0; i < 3; i += 1) counts.push((await server.ask()).body.readInt32LE());
    assert.deepEqual(counts, expected);
  });
}

/** A page that answers when as many requests as `count` have come, or `release` is called. */
async function openGate(count) {
  const held = [];
  const release = () => held.splice(0).forEach((answer) => answer.end('opened'));
  const server = createServer((request, answer) => {
    held.push(answer);
    server.emit('held');
    if (held.length === count) release();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  after(() => server.close());
  return { url: `http://127.0.0.1:${server.address().port}/`, server, release };
}

test('what waits for a fetch keeps no other request waiting', async () => {
  const requests = availableParallelism() + 3;
  const gate = await openGate(requests);
  const server = await serve(fetching(0));
  const asked = Array.from({ length: requests }, () => server.ask(gate.url));
  for (const { text } of await Promise.all(asked)) assert.equal(text, 'opened');
});

test('nor does what sleeps', async () => {
  // A subscription, at 0: the monotonic clock, in 100 s.
  const sleep = `(i32.store (i32.const 16) (i32.const 1))
    (i64.store (i32.const 24) (i64.const 100000000000))
    (drop (call $poll_oneoff (i32.const 0) (i32.const 256) (i32.const 1) (i32.const 512)))`;
  const server = await serve(plugin(`${on('s', sleep)} ${echo}`), '--timeout', '5');
  const ended = [];
  const ask = async (payload) => ended.push((await server.ask(payload)).status);
  const sleeping = Array.from({ length: availableParallelism() }, () => ask('sleep'));
  await ask('x');
  await Promise.all(sleeping);
  assert.deepEqual(ended, [200, ...sleeping.map(() => 500)]);
});

test('all threads have one cache', async () => {
  const key = '(i32.const 16) (i32.const 1)';
  const set = `(drop (call $cache_set ${key} ${ofPayload} (i32.const 0) (local.get $ident)))`;
  const get = `(local.set $n (call $cache_get ${key} (local.get $ident)))
    (drop (call $get_ffi_result (i32.const 4096) (local.get $ident)))
    (call $return_result (i32.const 4096) (local.get $n) (local.get $ident))`;
  // The thread that sets it is lost with its endless run.
  const cached = plugin(`(local $n i32) ${on('l', `${set} ${forever}`)} ${get}`, { data: 'k' });
  const server = await serve(cached, '--profile', 'sat', '--timeout', '2');
  assert.equal((await server.ask('lost')).status, 500);
  assert.equal((await server.ask('x')).text, 'lost');
});

test('a client that leaves changes nothing for others', async () => {
  const gate = await openGate(Infinity);
  const server = await serve(fetching(0));
  const leaving = new AbortController();
  const left = server.ask(gate.url, { signal: leaving.signal });
  await once(gate.server, 'held');
  leaving.abort();
  assert.match((await left).failure, /aborted/);
  gate.release();
  const next = server.ask(gate.url);
  await once(gate.server, 'held');
  gate.release();
  assert.equal((await next).text, 'opened');
});

test('an interrupted server answers what it was asked, and exits 0', async () => {
  const gate = await openGate(Infinity);
  const server = await serve(fetching(0));
  const asked = server.ask(gate.url);
  await once(gate.server, 'held');
  server.child.kill('SIGINT');
  await server.refuses();
  gate.release();
  assert.equal((await asked).text, 'opened');
  assert.equal(await server.ended, 0);
});

test('a client that keeps its connection open does not keep the server', async () => {
  const server = await serve(plugin(echo));
  const socket = connect(server.port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nHost: a.test\r\n\r\n');
  await once(socket, 'data');
  assert.equal(await server.interrupt(), 0);
});

test('a taken port is named, and exits 2', async () => {
  const { port } = await serve(plugin(echo));
  const { status, stderr } = command([save(plugin(echo)), '--serve', String(port)]);
  assert.deepEqual([status, stderr], [2,
    `se2-run: port ${port} of 127.0.0.1 is taken\n` +
      '  Name another port with --serve, or 0 for one that is free.\n']);
});

test('what a request logs and violates follows its line', async () => {
  const logging = `(call $log_msg (i32.const 16) (i32.const 4) (i32.const 2) (local.get $ident))
    ${echo} (call $return_result (i32.const 0) (i32.const 0) (local.get $ident))`;
  const server = await serve(plugin(logging, { data: 'word' }));
  await server.ask('', { path: '/a?b' });
  await server.says(/^POST \/a\?b 500 [\d.]+ ms: host error: .*\n {2}warn: word\n {2}vi/);
});

test('--json: an object for each request, as of a run, and what was asked', async () => {
  const server = await serve(plugin(mixed, { data: 'gone!' }), '--json', '--ident', '7');
  await server.ask('e', { path: '/a' });
  await server.interrupt();
  const { start_us: start, run_us: time, ...rest } = JSON.parse(server.stdout);
  assert.ok(Number.isInteger(start) && Number.isInteger(time));
  assert.deepEqual(rest, {
    run: 1, ident: 7, outcome: 'error', output: null, output_base64: null, code: 404,
    message: 'gone!', log: [], response_headers: {}, violations: [],
    method: 'POST', url: '/a', status: 404,
  });
});

test('--trace shows the calls of each request', async () => {
  const server = await serve(plugin(echo), '--trace');
  await server.ask('word');
  await server.says(/return_result\(0x400, 4, \d+\) "word"\n/);
});

test('a start that fails is 500 for each request', async () => {
  const server = await serve(plugin(echo, { start: '(unreachable)' }));
  for (let i = 0; i < 3; i += 1) assert.equal((await server.ask()).status, 500);
  assert.match(server.stderr, /host error: start-up failed: unreachable executed in _start/);
});

test('services that are wrong keep it from serving', () => {
  const { status, stderr } = command([save(plugin(echo)), '--serve', '0', '--http-mock', '/no']);
  assert.equal(status, 2);
  assert.match(stderr, /^se2-run: \/no: cannot be read/);
});
