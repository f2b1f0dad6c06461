// SPDX-License-Identifier: Apache-2.0
// tests/package/fetch.mjs: a fetch example against a local server: 8 MiB, 404, 204, no connection
//
// usage: fetch.mjs SE2_RUN PLUGIN.wasm
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';

const [, , se2Run, plugin] = process.argv;
const pages = {
  '/large': [200, Buffer.alloc(8 << 20, 'a')],
  '/gone': [404, 'gone for good'],
  '/nothing': [204, ''],
};

const server = createServer(({ url, headers }, answer) => {
  const [status, body] = pages[url];
  answer.writeHead(headers.accept === 'text/plain' ? status : 406).end(body);
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const base = `http://127.0.0.1:${server.address().port}`;

async function run(url) {
  const child = spawn(se2Run, [plugin, '--json', '--payload', url]);
  const parts = [];
  child.stdout.on('data', (part) => parts.push(part));
  await once(child, 'close');
  return JSON.parse(Buffer.concat(parts));
}

assert.equal((await run(`${base}/large`)).output, '8388608 bytes');
assert.equal((await run(`${base}/gone`)).output, 'no such page: gone for good');
assert.equal((await run(`${base}/nothing`)).output, '0 bytes');
server.close();
const { outcome, code, message } = await run(`${base}/large`);
assert.deepEqual([outcome, code], ['error', 500]);
assert.match(message, /^(sdk\.HostError: )?Get "http.*\/large": /);
