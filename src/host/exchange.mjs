// SPDX-License-Identifier: Apache-2.0
// src/host/exchange.mjs: sends a plugin's requests as the real hosts do

import http from 'node:http';
import https from 'node:https';
import { failureOf, redirected } from './redirects.mjs';

const limit = 5000; // milliseconds to the answer's headers

/** What a `send` of services.mjs answers, later. */
export async function send(request) {
  try {
    const requests = redirected(request);
    let step = requests.next();
    while (!step.done) step = requests.next(await exchange(step.value));
    return step.value;
  } catch (error) {
    return failureOf(request, error);
  }
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
