// SPDX-License-Identifier: Apache-2.0
// tests/unit/host/serving.mjs: se2-run as a server

import { request as openRequest } from 'node:http';
import { connect } from 'node:net';
import { Process } from './process.mjs';

/** `se2-run --serve` of some plugin, and requests to it. */
export class Serving extends Process {
  async begins() {
    [, this.port] = await this.says(/ at http:.*:(\d+)\n/);
  }

  /** `{ status, headers, body, text }`, or `{ failure }` where there is no answer. */
  ask(payload = '', { method = 'POST', path = '/', headers = {}, signal } = {}) {
    const { port } = this;
    const body = Buffer.from(payload);
    const sent = { 'Content-Length': body.length, ...headers }; // Node leaves it to a DELETE
    return new Promise((resolve) => {
      const request = openRequest({ port, method, path, headers: sent, signal, agent: false });
      request.on('error', ({ message }) => resolve({ failure: message }));
      request.on('response', (response) => {
        const parts = [];
        response.on('data', (part) => parts.push(part));
        response.on('end', () => {
          const { statusCode: status, headers: own } = response;
          const answer = Buffer.concat(parts);
          resolve({ status, headers: own, body: answer, text: answer.toString() });
        });
      });
      request.end(body);
    });
  }

  /** Resolves when no connection is taken any more. */
  async refuses() {
    for (;;) {
      const socket = connect(this.port, '127.0.0.1');
      const isTaken = await new Promise((resolve) => {
        socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
      });
      socket.destroy();
      if (!isTaken) return;
    }
  }
}
