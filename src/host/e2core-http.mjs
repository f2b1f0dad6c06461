// SPDX-License-Identifier: Apache-2.0
// src/host/e2core-http.mjs: what E2 Core's HTTP servers make of a request, and of how a run ended

// Version 0.6 is that of profile e2core, 0.5.1 of sat. A server of one module (`mod start`) answers
// every path. POST /name/TENANT/NAMESPACE/NAME is answered as by the front of a deployed bundle,
// which alone reads the X-Suborbital headers.
import { randomUUID } from 'node:crypto';
import { validateHeaderName, validateHeaderValue } from 'node:http';
import { goJson } from './go-json.mjs';
import { byteString } from './host.mjs';

const frontPath = /^\/name\/([^/]+)\/([^/]+)\/([^/?]+)$/;
const hidden = ['host', 'transfer-encoding'];
const allowed = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST'];
const refusal = [['Allow', allowed.join(', ')], ['X-Content-Type-Options', 'nosniff']];
const ownHeaders = ['content-length', 'transfer-encoding'];
const text = (bytes) => Buffer.from(bytes, 'latin1').toString('utf8');

/**
 * `{ fields, isFront }` of a request of node's: what Request takes, with those of `own`, which the
 * command line gave, where the request has none. `{ answer }` where no plugin is asked.
 */
export function readRequest({ method, url: target, rawHeaders }, profile, own) {
  const url = text(target.replace(/^https?:\/\/[^/?]*/, '')).replace(/#/g, '%23') || '/';
  const path = decoded(url.split('?', 1)[0]);
  if (path === null) return { answer: plain(400, '400 Bad Request') };
  if (profile === 'sat' && !allowed.includes(method)) {
    return { answer: plain(405, 'Method Not Allowed\n', refusal) };
  }
  const headers = { ...lowered(own.headers), ...firstOf(rawHeaders) };
  const front = method === 'POST' ? frontPath.exec(path) : null;
  const sent = front ? sentIn(headers) : { state: {}, params: {} };
  if (!sent && profile !== 'sat') {
    return { answer: failed(500, 'failed to handle request', profile) };
  }
  const fields = {
    method,
    url,
    id: front || profile === 'sat' ? randomUUID() : '',
    headers,
    params: { ...own.params, ...paramsOf(path, front, profile), ...sent?.params },
    state: { ...own.state, ...sent?.state },
  };
  return { fields, isFront: front !== null };
}

function paramsOf(path, front, profile) {
  if (!front) return profile === 'sat' ? { any: path } : { '*': path.slice(1) };
  const [, ident, namespace, name] = front;
  return { ident, namespace, name };
}

/** Null where the server itself refuses the path. */
function decoded(path) {
  if (/%(?![\da-f]{2})/i.test(path)) return null;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

const lowered = (headers) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

function firstOf(rawHeaders) {
  const headers = Object.create(null);
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i].toLowerCase();
    if (!hidden.includes(name)) headers[name] ??= text(rawHeaders[i + 1]);
  }
  return headers;
}

/** What the X-Suborbital headers add, or null where they are not JSON objects of texts. */
function sentIn(headers) {
  try {
    const [state, params] = ['state', 'params'].map((kind) => headers[`x-suborbital-${kind}`]);
    return { state: textsIn(state), params: textsIn(params) };
  } catch {
    return null;
  }
}

function textsIn(json = '') {
  const members = json === '' ? {} : JSON.parse(json);
  const areTexts = Object.values(members).every((value) => typeof value === 'string');
  if (!areTexts || Array.isArray(members)) throw new TypeError();
  return members;
}

/**
 * `{ status, headers, body }` for the client, headers as pairs; null where the real server closes
 * the connection, or never answers.
 */
export function answerOf({ run, outcome, output, code, message }, profile, { isFront, fields }) {
  const id = isFront ? [['X-Suborbital-RequestID', fields.id]] : [];
  if (outcome === 'result' || outcome === 'none') {
    const headers = [...id, ...headersOf(run.responseHeaders)];
    if (!headers.some(([name]) => name === 'Content-Type')) headers.push(octets);
    return { status: 200, headers, body: output ?? empty };
  }
  if (isFront && profile !== 'sat') return failed(500, 'failed to execute plugin', profile, id);
  if (outcome !== 'error' || (code === 0 && message === '')) {
    return failed(500, 'unknown error', profile, id);
  }
  const status = isFront && (code < 200 || code > 599) ? 500 : statusOf(code, profile);
  return status && failed(status, message, profile, id, code);
}

const empty = Buffer.alloc(0);
const octets = ['Content-Type', 'application/octet-stream'];

// Codes that are no errors' statuses, as the servers were seen to answer them.
function statusOf(code, profile) {
  if (code === 0 && profile !== 'sat') return 200;
  if (code === 101 || code < 100 || code > 999) return null;
  return code < 200 ? 200 : code;
}

function failed(status, message, profile, headers = [], code = status) {
  const [type, end] = profile === 'sat' ? ['', ''] : ['; charset=UTF-8', '\n'];
  const members = [`"message":${goJson(message)}`, `"status":${code}`];
  if (profile === 'sat') members.reverse();
  const body = Buffer.from(`{${members.join()}}${end}`);
  return { status, headers: [...headers, ['Content-Type', `application/json${type}`]], body };
}

function plain(status, message, headers = []) {
  const type = ['Content-Type', 'text/plain; charset=utf-8'];
  return { status, headers: [...headers, type], body: Buffer.from(message) };
}

/** What Go sends of headers that a plugin set. */
function headersOf(responseHeaders) {
  const headers = new Map();
  for (const [name, value] of responseHeaders) {
    const bytes = byteString(value).replace(/[\r\n]/g, ' ').trim();
    if (isHeader(name, bytes)) headers.set(canonical(name), bytes);
  }
  return [...headers];
}

function isHeader(name, value) {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
  } catch {
    return false;
  }
  return !ownHeaders.includes(name.toLowerCase());
}

const canonical = (name) =>
  name.toLowerCase().replace(/(^|-)[a-z]/g, (start) => start.toUpperCase());
