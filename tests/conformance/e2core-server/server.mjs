// SPDX-License-Identifier: Apache-2.0
// tests/conformance/e2core-server/server.mjs: an `e2core mod start` process, and requests to it

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request as openRequest } from 'node:http';
import { connect, createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { linesOf } from '../lines.mjs';

const levels = { 1: 'error', 2: 'warn', 3: 'info', 4: 'debug' };
const markSize = '(E) '.length; // the logger's own mark of the level

/** A server of one module, which keeps its instances. */
export class Server {
  #child;
  #log = [];
  #completed = () => {};
  errors = '';

  /**
   * `program`: e2core; `proxy`: the address that its own requests go through, if any. The module
   * compiles after this, before the first answer.
   */
  static async start(program, module, proxy) {
    const port = await freePort();
    const server = new Server(program, module, port, proxy);
    while (!(await isServed(port))) {
      if (server.hasEnded) throw new Error(`e2core mod start ${module} ended:\n${server.errors}`);
      await pause(5);
    }
    return server;
  }

  constructor(program, module, port, proxy) {
    this.port = port;
    this.#child = spawn(program, ['mod', 'start', module], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        SAT_HTTP_PORT: String(port), HOME: '/nonexistent', ...(proxy && { HTTP_PROXY: proxy }),
      },
    });
    this.ended = once(this.#child, 'close');
    this.#child.stderr.setEncoding('utf8').on('data', (text) => (this.errors += text));
    this.#readLog();
  }

  get hasEnded() {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  stop() {
    this.#child.kill('SIGKILL');
    return this.ended;
  }

  async #readLog() {
    for await (const line of linesOf(this.#child.stdout)) {
      // What comes before the first line has no line feed.
      const start = line.indexOf('{"log_message"');
      if (start < 0) continue;
      const { log_message: message, level, scope } = JSON.parse(line.slice(start));
      const text = message.slice(markSize);
      const isOfPlugin = scope?.ident !== undefined;
      this.#log.push({ level: levels[level], message: text, isOfPlugin });
      if (/ completed \(\d+: /.test(text)) this.#completed();
    }
  }

  /**
   * What `send` gives, and `log`, the plugin's, and `engineLog`. One request at a time: the log's
   * last line, which the server writes after its answer, is waited for. `limit` is in seconds.
   */
  async ask(payload, { method = 'POST', url = '/', headers = {} } = {}, limit = 10) {
    this.#log = [];
    const isComplete = new Promise((resolve) => (this.#completed = resolve));
    const answer = await send({ port: this.port, method, path: url, headers, payload, limit });
    if (answer.status) await isComplete;
    const [log, engineLog] = [true, false].map((isOfPlugin) => {
      return this.#log.filter((entry) => entry.isOfPlugin === isOfPlugin)
        .map(({ level, message }) => ({ level, message }));
    });
    return { ...answer, log, engineLog };
  }
}

/** What a server answers: `{ status, headers, body, time }` (ms), or `{ failure, time }`. */
export function send({ host = '127.0.0.1', port, method = 'POST', path, headers, payload, limit }) {
  return new Promise((resolve) => {
    const begun = performance.now();
    const answer = (parts) => resolve({ ...parts, time: performance.now() - begun });
    const fail = ({ message }) => answer({ failure: message });
    const request = openRequest({ host, port, method, path, headers, agent: false });
    request.setTimeout(limit * 1000, () => request.destroy(new Error(`no answer in ${limit} s`)));
    request.on('error', fail);
    request.on('response', (response) => {
      const parts = [];
      response.on('error', fail);
      response.on('data', (part) => parts.push(part));
      response.on('end', () => {
        const { statusCode: status, headers: own } = response;
        answer({ status, headers: own, body: Buffer.concat(parts) });
      });
    });
    request.end(payload);
  });
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

function isServed(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => resolve(true));
    socket.on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });
}
