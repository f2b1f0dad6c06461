// SPDX-License-Identifier: Apache-2.0
// tests/unit/host/serving.mjs: se2-run as a server, and requests to it

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request as openRequest } from 'node:http';
import { connect } from 'node:net';
import { after } from 'node:test';
import { save, se2Run } from './support.mjs';

const started = [];
after(() => started.forEach((child) => child.kill('SIGKILL')));

/** A server of a plugin's bytes; `words` are further options. It ends with the tests. */
export async function serve(bytes, ...words) {
  const server = new Serving([save(bytes), '--serve', '0', ...words]);
  await server.saysMatching(/ at (http:.*)\n/);
  return server;
}

/** A started `se2-run` with what it has written. */
export class Serving {
  stdout = '';
  stderr = '';
  #changed = () => {};

  constructor(words, options = {}) {
    this.child = spawn(process.execPath, [se2Run, ...words], options);
    started.push(this.child);
    for (const name of ['stdout', 'stderr']) {
      this.child[name].setEncoding('utf8').on('data', (text) => {
        this[name] += text;
        this.#changed();
      });
    }
    this.ended = once(this.child, 'close').then(([code, signal]) => {
      this.#changed();
      return code ?? signal;
    });
  }

  /** What matches first in standard error, as soon as it does. */
  async saysMatching(pattern) {
    for (;;) {
      const found = pattern.exec(this.stderr);
      if (found) return found;
      if (this.child.exitCode !== null) throw new Error(`ended: ${this.stderr}`);
      await new Promise((resolve) => (this.#changed = resolve));
    }
  }

  get port() {
    return Number(/:(\d+)\n/.exec(this.stderr)[1]);
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

  /** The exit code. */
  interrupt() {
    this.child.kill('SIGINT');
    return this.ended;
  }
}
