// SPDX-License-Identifier: Apache-2.0
// tests/unit/host/send.test.mjs: fetch_url and graphql_query send real HTTP, and tell its failures

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { asking, fetching, ofBody, ofPayload, save, se2Run } from './support.mjs';

const large = Buffer.alloc(8 << 20, 'a');
const pages = {
  '/large': (_, answer) => answer.end(large),
  '/gone': (_, answer) => answer.writeHead(404).end('gone'),
  '/nothing': (_, answer) => answer.writeHead(204).end(),
  '/moved': (_, answer) => answer.writeHead(302, { location: '/echo' }).end(),
  '/moved-as-it-is': (_, answer) => answer.writeHead(308, { location: '/echo' }).end(),
  '/in-circles': (_, answer) => answer.writeHead(302, { location: '/in-circles' }).end(),
  '/hangs-up': (request) => request.socket.destroy(),
  '/graphql': (_, answer) => answer.end('{"data": {"b": 1, "a": "<"}}'),
};

async function echo(request, answer) {
  const parts = [];
  for await (const part of request) parts.push(part);
  const { 'content-type': type = '-', 'x-a': a = '-' } = request.headers;
  answer.end(`${request.method} ${type} ${a} ${Buffer.concat(parts)}`);
}

const server = createServer((request, answer) => (pages[request.url] ?? echo)(request, answer));
let base;
before(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${server.address().port}`;
});
after(() => server.close());

// This process serves meanwhile.
async function run(bytes, payload, ...words) {
  const options = ['--json', '--payload', payload, ...words];
  const child = spawn(process.execPath, [se2Run, save(bytes), ...options]);
  const parts = [];
  child.stdout.on('data', (part) => parts.push(part));
  await once(child, 'close');
  return JSON.parse(Buffer.concat(parts));
}

const [get, post] = [0, 3];

test('a body of 8 MiB arrives whole', async () => {
  const { output, message } = await run(fetching(get), `${base}/large`);
  assert.equal(message, null);
  assert.ok(output === large.toString());
});

for (const [what, method, address, expected] of [
  ['a request has its method, headers and body', post, '/echo::x-a:1',
    'POST application/octet-stream 1 body'],
  ['a content type of its own stays', post, '/echo::content-type:text/plain',
    'POST text/plain - body'],
  ['a body goes with a GET too', get, '/echo', 'GET application/octet-stream - body'],
  ['204 is an empty success', get, '/nothing', ''],
  ['302 becomes a GET without a body', post, '/moved', 'GET application/octet-stream - '],
  ['308 stays what it was', post, '/moved-as-it-is', 'POST application/octet-stream - body'],
]) {
  test(what, async () => {
    assert.equal((await run(fetching(method), base + address)).output, expected);
  });
}

for (const [what, address, expected] of [
  ['404 is an error text', '/gone', /^404: gone$/],
  ['redirects end', '/in-circles', /stopped after 10 redirects$/],
  ['a server that hangs up', '/hangs-up', /^Get "http.*hangs-up": socket hang up$/],
]) {
  test(what, async () => {
    assert.match((await run(fetching(get), base + address)).message, expected);
  });
}

test('what cannot be sent is an error text', async () => {
  const failure = async (url) => (await run(fetching(get), url)).message;
  assert.match(await failure('nowhere'), /^Get "nowhere": Invalid URL/);
  assert.match(await failure('ftp://x/'), /unsupported protocol scheme "ftp"$/);
});

test('a GraphQL query is posted', async () => {
  const query = asking(`$graphql_query ${ofPayload} ${ofBody}`);
  const { output } = await run(query, `${base}/graphql`, '--profile', 'sat');
  assert.equal(output, '{"data":{"a":"\\u003c","b":1}}');
});
