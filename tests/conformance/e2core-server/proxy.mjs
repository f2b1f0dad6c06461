// SPDX-License-Identifier: Apache-2.0
// tests/conformance/e2core-server/proxy.mjs: an HTTP proxy that knows all the web there is

import { once } from 'node:events';
import { createServer } from 'node:http';
import { answerTo } from '../web.mjs';

/** `pages` are what it answers, by URL; others hang up. */
class Proxy {
  pages = {};
  #server = createServer((request, response) => this.#answer(request, response));

  async listen() {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  get address() {
    return `http://127.0.0.1:${this.#server.address().port}`;
  }

  close() {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #answer(request, response) {
    const parts = [];
    for await (const part of request) parts.push(part);
    const { method, url, headers } = request;
    const sent = { method, url, headers: Object.entries(headers), body: Buffer.concat(parts) };
    const { status, body, failure } = answerTo(sent, this.pages);
    if (failure === undefined) response.writeHead(status).end(body);
    else request.socket.destroy();
  }
}

export const openProxy = () => new Proxy().listen();
