// SPDX-License-Identifier: Apache-2.0
// tests/unit/host/e2core-http.test.mjs: requests and answers of --serve are those of E2 Core

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { asking, plugin, serve } from './support.mjs';

const uuid = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

// Replies a field of the request: the first letter of the payload is its type, the rest its key.
const field = asking(`$request_get_field (i32.sub (i32.load8_u (local.get $payload)) (i32.const 48))
  (i32.add (local.get $payload) (i32.const 1)) (i32.sub (local.get $size) (i32.const 1))`);
const [meta, header, param, state, query] = ['0', '2', '3', '4', '5'];

// Replies an error; its code is the payload.
const failing = (text) => plugin(
  `(call $return_error (i32.load (local.get $payload)) (i32.const 16) (i32.const ${text.length})
    (local.get $ident))`,
  { data: text },
);

const profiles = ['e2core', 'sat'];
const servers = {};
before(async () => {
  const own = ['--header', 'X-Own: own', '--param', 'own=p', '--state', 'own=s'];
  for (const profile of profiles) {
    const options = ['--profile', profile, '--lifetime', 'fresh'];
    servers[profile] = {
      field: await serve(field, ...options, ...own),
      failing: await serve(failing('text'), ...options),
      failingWithoutText: await serve(failing(''), ...options),
    };
  }
});

const front = '/name/com.example/default/hello';
const sent = (params, own) => ({
  'X-Suborbital-Params': JSON.stringify(params), 'X-Suborbital-State': JSON.stringify(own),
});

for (const [what, of, key, request, expected] of [
  ['method', meta, 'method', { method: 'DELETE' }, 'DELETE'],
  ['body', meta, 'body', {}, '0body'],
  ['header, the first of its name', header, 'x-a', { headers: { 'X-A': ['1', '2'] } }, '1'],
  ['header in UTF-8', header, 'x-a', { headers: { 'X-A': latin1('é') } }, 'é'],
  ['no host', header, 'host', {}, ''],
  ['query', query, 'a', { path: '/x?a=b%20c' }, 'b c'],
  ['header of the command line', header, 'x-own', {}, 'own'],
  ['header of its own before it', header, 'x-own', { headers: { 'x-OWN': 'sent' } }, 'sent'],
  ['parameter of the command line', param, 'own', {}, 'p'],
  ['state of the command line', state, 'own', {}, 's'],
  ['tenant', param, 'ident', { path: front }, 'com.example'],
  ['namespace', param, 'namespace', { path: front }, 'default'],
  ['name', param, 'name', { path: `${front}?a` }, 'hello'],
  ['parameter sent', param, 'a', { path: front, headers: sent({ a: '1' }, {}) }, '1'],
  ['state sent', state, 'a', { path: front, headers: sent({}, { a: '2' }) }, '2'],
  ['state sent elsewhere', state, 'a', { headers: sent({}, { a: '2' }) }, ''],
]) {
  for (const profile of profiles) {
    test(`${profile}: ${what}`, async () => {
      assert.equal((await servers[profile].field.ask(of + key, request)).text, expected);
    });
  }
}

for (const [profile, what, of, key, request, expected] of [
  ['e2core', 'path', param, '*', { path: '/a/b%20c?d' }, 'a/b c'],
  ['sat', 'path', param, 'any', { path: '/a/b%20c?d' }, '/a/b c'],
  ['e2core', 'URL', meta, 'parsedURL', { path: '/a%20b?c=d' }, '/a%20b?c=d'],
  ['sat', 'URL', meta, 'url', { path: '/a%20b?c=d' }, '/a%20b?c=d'],
  ['sat', 'URL with a host', meta, 'url', { path: 'http://a.test/b' }, '/b'],
  ['sat', 'URL of a host alone', meta, 'url', { path: 'http://a.test' }, '/'],
  ['e2core', 'id, of which there is none', meta, 'id', {}, ''],
]) {
  test(`${profile}: ${what}`, async () => {
    assert.equal((await servers[profile].field.ask(of + key, request)).text, expected);
  });
}

test('sat: id', async () => {
  assert.match((await servers.sat.field.ask(`${meta}id`)).text, uuid);
});

for (const profile of profiles) {
  test(`${profile}: the front's id is in its answer`, async () => {
    const { text, headers } = await servers[profile].field.ask(`${meta}id`, { path: front });
    assert.match(text, uuid);
    assert.equal(headers['x-suborbital-requestid'], text);
  });
}

const broken = { path: front, headers: { 'X-Suborbital-State': '{"a": 1}' } };

test('e2core: state that is no object of texts is 500', async () => {
  const { status, text } = await servers.e2core.field.ask(`${meta}id`, broken);
  assert.deepEqual([status, text], [500, '{"message":"failed to handle request","status":500}\n']);
});

test('sat: state that is no object of texts is left out', async () => {
  assert.equal((await servers.sat.field.ask(`${state}a`, broken)).text, '');
});

test('sat: PUT is refused', async () => {
  const { status, headers, text } = await servers.sat.field.ask('', { method: 'PUT' });
  assert.deepEqual([status, headers.allow, text], [
    405, 'DELETE, GET, HEAD, OPTIONS, PATCH, POST', 'Method Not Allowed\n',
  ]);
});

const closed = undefined;
for (const [code, inFront, e2core, sat] of [
  [400, 400, 400, 400], [599, 599, 599, 599], [204, 204, 204, 204], [302, 302, 302, 302],
  [600, 500, 600, 600], [999, 500, 999, 999], [0, 500, 200, closed], [-1, 500, closed, closed],
  [99, 500, closed, closed], [100, 500, 200, 200], [101, 500, closed, closed],
  [1000, 500, closed, closed],
]) {
  test(`an error of code ${code}`, async () => {
    const payload = Buffer.alloc(4);
    payload.writeInt32LE(code);
    const ask = (profile, options) => servers[profile].failing.ask(payload, options);
    const answers = { e2core: await ask('e2core'), sat: await ask('sat') };
    assert.deepEqual([answers.e2core.status, answers.sat.status], [e2core, sat]);
    for (const { status, text } of Object.values(answers)) {
      if (status && status !== 204) {
        assert.deepEqual(JSON.parse(text), { message: 'text', status: code });
      }
    }
    assert.equal((await ask('sat', { path: front })).status, inFront);
    const { status, text } = await ask('e2core', { path: front });
    assert.deepEqual([status, JSON.parse(text).message], [500, 'failed to execute plugin']);
  });
}

for (const profile of profiles) {
  test(`${profile}: an error that says nothing is an unknown one`, async () => {
    const { status, text } = await servers[profile].failingWithoutText.ask(Buffer.alloc(4));
    assert.deepEqual([status, JSON.parse(text).message], [500, 'unknown error']);
  });
}

const sizeOf = (wat) => wat.replace(/\\[\da-f]{2}/g, '-').length;
const setting = (name, value) => plugin(
  `(call $resp_set_header (i32.const 16) (i32.const ${name.length})
     (i32.const ${16 + name.length}) (i32.const ${sizeOf(value)}) (local.get $ident))
   (call $return_result (i32.const 16) (i32.const 2) (local.get $ident))`,
  { data: name + value },
);

for (const [what, name, value, expected] of [
  ['a content type', 'content-type', 'text/plain', ['content-type', 'text/plain']],
  ['UTF-8', 'X-A', '\\c3\\a9', ['x-a', latin1('é')]],
  ['line breaks as spaces', 'X-A', 'a\\0d\\0ab', ['x-a', 'a  b']],
  ['no name that is none', 'X A', 'b', ['x a', undefined]],
  ['no length of its own', 'Content-Length', '1', ['content-length', '2']],
]) {
  test(`a response has ${what}`, async () => {
    const server = await serve(setting(name, value));
    const { status, headers } = await server.ask();
    assert.deepEqual([status, headers[expected[0]]], [200, expected[1]]);
  });
}

function latin1(text) {
  return Buffer.from(text).toString('latin1');
}
