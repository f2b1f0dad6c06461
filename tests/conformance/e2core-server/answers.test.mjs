// SPDX-License-Identifier: Apache-2.0
// tests/conformance/e2core-server/answers.test.mjs: se2-run --serve answers as E2 Core does
//
// Environment: as that of ../../unit/host/support.mjs, and E2 Core of bootstrap.sh --tests.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { plugin, save, serve } from '../../unit/host/support.mjs';
import { needOfGo } from '../engines.mjs';
import { Server } from './server.mjs';

// The plugin does what the payload's first letter says: c an error of the code that follows it, n
// no reply, t a trap, h response headers; 0 to 5 a field of the request, whose key follows.
const on = (letter, body) =>
  `(if (i32.eq (i32.load8_u (local.get $payload)) (i32.const ${letter.charCodeAt(0)}))
     (then ${body} (return)))`;
const rest = '(i32.add (local.get $payload) (i32.const 1))';
const text = '(i32.const 16) (i32.const 8) (local.get $ident)';
const header = (nameStart, nameSize, valueStart, valueSize) =>
  `(call $resp_set_header (i32.const ${nameStart}) (i32.const ${nameSize})
    (i32.const ${valueStart}) (i32.const ${valueSize}) (local.get $ident))`;
const answering = plugin(
  `(local $n i32)
   ${on('c', `(call $return_error (i32.load ${rest}) ${text})`)}
   ${on('n', '')}
   ${on('t', '(unreachable)')}
   ${on('h', `${header(24, 10, 16, 8)} ${header(34, 12, 46, 9)}
     ${header(55, 3, 16, 1)} (call $return_result ${text})`)}
   (local.set $n (call $request_get_field
     (i32.sub (i32.load8_u (local.get $payload)) (i32.const 48))
     ${rest} (i32.sub (local.get $size) (i32.const 1)) (local.get $ident)))
   (drop (call $get_ffi_result (i32.const 4096) (local.get $ident)))
   (call $return_result (i32.const 4096) (local.get $n) (local.get $ident))`,
  { data: ['a<b>&\\22\\c3\\a9', 'x-own-nAme', 'content-type', 'text/html', 'a b'].join('') },
);

let real;
let own;
before(async () => {
  own = await serve(answering, '--profile', 'sat');
  real = await Server.start(needOfGo('e2core-0.5.1', 'e2core'), save(answering));
});
after(() => real.stop());

/** All that a server sends in answer to one request, but the date. */
async function answerOf({ port }, start, payload) {
  const socket = connect(port, '127.0.0.1');
  const parts = [];
  socket.on('data', (part) => parts.push(part)).on('error', () => {});
  socket.write(`${start}\r\nHost: a.test\r\nConnection: close\r\n`);
  socket.write(`Content-Length: ${payload.length}\r\n\r\n`);
  socket.write(payload);
  await once(socket, 'close');
  const [head, ...body] = Buffer.concat(parts).toString('latin1').split('\r\n\r\n');
  const [status, ...headers] = head.split('\r\n');
  const shown = headers.filter((line) => !/^(Date|Connection):/.test(line)).sort();
  return { status, headers: shown, body: body.join('\r\n\r\n') };
}

const codeOf = (code) => {
  const payload = Buffer.from('c----');
  payload.writeInt32LE(code, 1);
  return payload;
};

const post = 'POST / HTTP/1.1';
for (const [start, payload] of [
  ...['GET', 'HEAD', 'POST', 'PATCH', 'DELETE', 'OPTIONS', 'PUT', 'TRACE', 'PROPFIND'].map(
    (method) => [`${method} / HTTP/1.1`, '0method'],
  ),
  ...['/', '/x?y', '/x%20y?z=%41', 'http://b.test/q?r', '//x', '/#a', '/?%zz'].map(
    (url) => [`POST ${url} HTTP/1.1`, '0url'],
  ),
  ...['/a/b%20c?d', '/a%2Fb'].map((url) => [`POST ${url} HTTP/1.1`, '3any']),
  ['POST /?a=b&a=c HTTP/1.1', '5a'],
  [post, '0body'], [post, '2host'], [post, '2content-length'], [post, '2connection'],
  [`${post}\r\nX-Q: 1\r\nx-q: 2`, '2X-q'],
  [`${post}\r\nX-Q:   a  `, '2x-q'],
  [`${post}\r\nX-Suborbital-State: {"a":"b"}`, '4a'],
  [post, 'n'], [post, 't'], [post, 'h'],
  ...[0, -1, 1, 99, 200, 204, 205, 301, 400, 404, 500, 599, 600, 999, 1000].map(
    (code) => [post, codeOf(code)],
  ),
]) {
  test(`${start.replace(/\r\n/g, ', ')}: ${JSON.stringify(String(payload))}`, async () => {
    const [expected, found] = await Promise.all(
      [real, own].map((server) => answerOf(server, start, payload)),
    );
    assert.deepEqual(found, expected);
  });
}

test('a path that is none is refused', async () => {
  const answers = [real, own].map((server) => answerOf(server, 'POST /%zz HTTP/1.1', ''));
  for (const { status, body } of await Promise.all(answers)) {
    assert.deepEqual([status, body], ['HTTP/1.1 400 Bad Request', '400 Bad Request']);
  }
});

test('the id of a request is a UUID', async () => {
  const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
  for (const server of [real, own]) assert.match((await answerOf(server, post, '0id')).body, uuid);
});
