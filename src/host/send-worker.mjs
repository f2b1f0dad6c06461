// SPDX-License-Identifier: Apache-2.0
// src/host/send-worker.mjs: sends the requests of send.mjs as the real hosts do

import http from 'node:http';
import https from 'node:https';
import { parentPort } from 'node:worker_threads';

const maxRedirects = 10;
const limit = 5000; // milliseconds to the answer's headers

parentPort.on('message', async ({ request, isDone, port }) => {
  port.postMessage(await answerTo(request));
  Atomics.store(isDone, 0, 1);
  Atomics.notify(isDone, 0);
});

async function answerTo(request) {
  try {
    return await follow({ ...request, url: new URL(request.url) });
  } catch (error) {
    const { method, url } = request;
    const verb = method[0] + method.slice(1).toLowerCase();
    return { failure: `${verb} "${url}": ${error.message || error.code}` };
  }
}

async function follow(request) {
  for (let count = 0; count <= maxRedirects; count += 1) {
    const { status, location, body } = await exchange(request);
    if (![301, 302, 303, 307, 308].includes(status) || !location) return { status, body };
    request = redirected(request, status, new URL(location, request.url));
  }
  throw new Error(`stopped after ${maxRedirects} redirects`);
}

function redirected({ method, headers, body }, status, url) {
  if (status >= 307) return { method, url, headers, body };
  return { method: method === 'HEAD' ? 'HEAD' : 'GET', url, headers, body: new Uint8Array(0) };
}

function exchange({ method, url, headers, body }) {
  return new Promise((resolve, reject) => {
    const client = { 'http:': http, 'https:': https }[url.protocol];
    if (!client) throw new Error(`unsupported protocol scheme "${url.protocol.slice(0, -1)}"`);
    const sent = client.request(url, { method, agent: false });
    for (const [name, value] of headers) {
      sent.setHeader(name, [sent.getHeader(name) ?? [], value].flat());
    }
    if (body.length > 0) sent.setHeader('Content-Length', body.length); // Node leaves it to a GET
    const timer = setTimeout(() => sent.destroy(new Error('no answer within 5 s')), limit);
    sent.on('error', reject).on('close', () => clearTimeout(timer));
    sent.on('response', (answer) => {
      clearTimeout(timer);
      const parts = [];
      answer.on('data', (part) => parts.push(part)).on('error', reject).on('end', () => {
        const { statusCode: status, headers: { location } } = answer;
        resolve({ status, location, body: Buffer.concat(parts) });
      });
    });
    sent.end(body);
  });
}
