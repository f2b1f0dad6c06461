// SPDX-License-Identifier: Apache-2.0
// src/tools/serve.mjs: serves a plugin over HTTP, as E2 Core does

import { once } from 'node:events';
import { createServer, STATUS_CODES } from 'node:http';
import { answerOf, readRequest } from '../host/e2core-http.mjs';
import { randomIdent } from '../host/engine.mjs';
import { SetupError } from '../host/errors.mjs';
import { openServices } from '../host/open-services.mjs';
import { failureText, toLine } from '../host/report.mjs';
import { stderr, stdout } from './command-line.mjs';
import { interruption } from './interruption.mjs';
import { Pool } from './pool.mjs';

const maxHeaderSize = 1 << 20; // Go's

/** Serves until it is interrupted, and answers the exit code. */
export async function servePlugin(options, plugin) {
  const server = await Server.open(options, plugin);
  try {
    await Promise.race([interruption(), server.failure]);
  } finally {
    await server.close();
  }
  return 0;
}

export class Server {
  #options;
  #pool;
  #http;
  #count = 0;
  #flushing = null;
  #fail;
  /** Rejects where the server can't go on. */
  failure = new Promise((_, reject) => (this.#fail = reject));

  /** A server that says its address. */
  static async open(options, plugin) {
    const server = new Server(options, await loadOf(options, plugin));
    const address = await server.#listen(options.serve);
    stderr.line(`se2-run: serving ${options.script ?? options.file} at ${address}`);
    return server;
  }

  constructor(options, load) {
    const limit = options.limit * 1000;
    this.#options = options;
    this.#pool = new Pool({ load, limit, ...(options.trace && { atOnce: 1 }) });
    this.#http = createServer({ keepAliveTimeout: 0, requestTimeout: 0, maxHeaderSize });
    this.#http.on('request', (request, response) => {
      this.#handle(request, response).catch(this.#fail);
    });
  }

  async #listen({ host, port }) {
    this.#http.listen(port, host);
    try {
      await once(this.#http, 'listening');
    } catch (error) {
      await this.#pool.close();
      throw unserved(host, port, error);
    }
    const { address, family, port: own } = this.#http.address();
    return `http://${family === 'IPv6' ? `[${address}]` : address}:${own}`;
  }

  /** Requests that come from now on are to this plugin. */
  async load(plugin) {
    this.#pool.load(await loadOf(this.#options, plugin));
  }

  /** Ends once what has been asked is answered. */
  async close() {
    const closed = once(this.#http, 'close');
    this.#http.close();
    this.#http.closeIdleConnections();
    const late = setTimeout(() => this.#http.closeAllConnections(), this.#options.limit * 1000);
    await closed;
    clearTimeout(late);
    await this.#pool.close();
    this.#flush();
  }

  async #handle(request, response) {
    const begun = performance.now();
    const { profile, request: own, ident } = this.#options;
    const payload = await bodyOf(request).catch(() => null);
    if (!payload) return; // the client is gone
    const { fields, isFront, answer: early } = readRequest(request, profile, own);
    let answer = early;
    let result = null;
    if (fields) {
      this.#count += 1;
      result = await this.#pool.run({
        number: this.#count, payload, request: fields, ident: ident ?? randomIdent(),
      });
      answer = answerOf(result, profile, { isFront, fields });
    }
    this.#send(answer, request, response);
    this.#report({ request, answer, result, time: performance.now() - begun });
  }

  #send(answer, { socket }, response) {
    if (!answer) {
      socket.destroy();
      return;
    }
    const { status, headers, body } = answer;
    const sent = Object.fromEntries(headers);
    if (status !== 204 && status !== 304) sent['Content-Length'] = body.length;
    if (!this.#http.listening) sent.Connection = 'close';
    const reason = STATUS_CODES[status] ?? `status code ${status}`; // Go's words
    response.writeHead(status, reason, sent).end(body);
  }

  #report({ request: { method, url }, answer, result, time }) {
    const status = answer?.status ?? null;
    const failed = result && result.outcome !== 'result' ? `: ${failureText(result)}` : '';
    const lines = [`${method} ${url} ${status ?? 'closed'} ${time.toFixed(1)} ms${failed}`];
    const { log = [], violations = [] } = result?.run ?? {};
    for (const { level, message } of log) lines.push(`  ${level}: ${message}`);
    for (const violation of violations) lines.push(`  violation: ${violation}`);
    stderr.queueLine(lines.join('\n'));
    if (result && this.#options.json) stdout.queueLine(lineOf(result, { method, url, status }));
    this.#flushing ??= setImmediate(() => this.#flush());
  }

  // Lines of requests that end together are written together.
  #flush() {
    this.#flushing = null;
    try {
      for (const output of [stdout, stderr]) output.flush();
    } catch (error) {
      this.#fail(error);
    }
  }
}

/** What threads of the pool run: the plugin, and what of the options says how. */
async function loadOf(options, plugin) {
  const { profile, lifetime, environment, directories, services, trace } = options;
  await openServices(services); // their files are right, or nothing is served
  const how = { profile, lifetime, environment, directories, services, trace, json: true };
  return { plugin, options: how };
}

function unserved(host, port, { code, message }) {
  if (code === 'EADDRINUSE') {
    const advice = 'Name another port with --serve, or 0 for one that is free.';
    return new SetupError(`port ${port} of ${host} is taken`, advice);
  }
  return new SetupError(`cannot serve at ${host}:${port}: ${message}`, 'Check --serve.');
}

/** A request's body, in a buffer of its own. */
function bodyOf(request) {
  return new Promise((resolve, reject) => {
    const parts = [];
    let size = 0;
    request.on('error', reject);
    request.on('data', (part) => {
      parts.push(part);
      size += part.length;
    });
    request.on('end', () => {
      const body = new Uint8Array(size);
      let end = size;
      for (const part of parts.reverse()) body.set(part, (end -= part.length));
      resolve(body);
    });
  });
}

function lineOf(result, request) {
  try {
    return toLine(result, request);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    return JSON.stringify({ run: result.run.number, ...request, message: error.message });
  }
}
