// SPDX-License-Identifier: Apache-2.0
// src/host/request.mjs: the request of one run, with the lookups of the real host

import { goJson } from './go-json.mjs';
import { byteString, decode, fromByteString } from './host.mjs';

const field = { meta: 0, body: 1, header: 2, params: 3, state: 4, query: 5 };

// Newer hosts renamed the key of the URL for reading, and for reading alone.
const urlKey = { minimal: 'url', e2core: 'parsedURL', sat: 'url' };

const lowerCase = (text) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
const byteStrings = (pairs, key = (name) => name) =>
  new Map(Object.entries(pairs).map(([name, value]) => [key(byteString(name)), byteString(value)]));

/** Every key and value is a byte string (host.mjs). */
export class Request {
  #urlKey;
  #members = null;

  /**
   * `method`, `url`, `id`: text; `headers`, `params`, `state`: objects of text; `body`: bytes. As
   * the real server does, header names are stored in lower case.
   */
  constructor({ method, url, id = '', headers = {}, params = {}, state = {} }, body, profile) {
    this.method = byteString(method);
    this.url = byteString(url);
    this.id = byteString(id);
    this.body = Buffer.from(body).toString('latin1');
    this.headers = byteStrings(headers, lowerCase);
    this.params = byteStrings(params);
    this.state = byteStrings(state);
    this.#urlKey = urlKey[profile];
  }

  /** A value, "" where there is none, or null where the real host fails. */
  get(type, key) {
    switch (type) {
      case field.meta:
        if (key === 'method') return this.method;
        if (key === this.#urlKey) return this.url;
        if (key === 'id') return this.id;
        return key === 'body' ? this.body : '';
      case field.body: {
        if (!this.#members && this.body === '') return '';
        const value = this.#bodyMembers()?.[decode(fromByteString(key))];
        return typeof value === 'string' ? byteString(value) : null;
      }
      case field.header:
        return this.headers.get(lowerCase(key)) ?? '';
      case field.params:
        return this.params.get(key) ?? '';
      case field.state:
        return this.state.get(key) ?? '';
      case field.query:
        return queryValue(this.url, key);
      default:
        return null;
    }
  }

  /** Null, or what went wrong; the real host keeps that to itself. */
  set(type, key, value) {
    switch (type) {
      case field.meta:
        if (!['method', 'url', 'id', 'body'].includes(key)) return `no meta field "${key}" to set`;
        if (key !== 'id') this[key] = value;
        return null;
      case field.body:
        return this.#setBodyMember(decode(fromByteString(key)), decode(fromByteString(value)));
      case field.header:
        if (key !== lowerCase(key)) {
          this.headers.set(key, value);
          return `header "${key}" is not in lower case, so no lookup finds it`;
        }
        this.headers.set(key, value);
        return null;
      case field.params:
        this.params.set(key, value);
        return null;
      case field.state:
        this.state.set(key, value);
        return null;
      default:
        return `field type ${type} cannot be set`;
    }
  }

  // Parsed once, as the real host does: a body replaced later is not parsed again.
  #bodyMembers() {
    if (this.#members) return this.#members;
    try {
      const value = JSON.parse(decode(fromByteString(this.body)));
      if (typeof value !== 'object' || Array.isArray(value)) return null;
      this.#members = Object.assign(Object.create(null), value);
    } catch {
      return null;
    }
    return this.#members;
  }

  #setBodyMember(key, value) {
    if (!this.#members && this.body === '') return null;
    const members = this.#bodyMembers();
    if (!members) return 'the body is not a JSON object';
    members[key] = value;
    this.body = byteString(goJson(members));
    return null;
  }
}

// Go's url.Parse and Query().Get: null for a URL with control characters; pairs with a semicolon or
// a broken escape are skipped; the first value of a key counts.
function queryValue(url, key) {
  if (/[\x00-\x1f\x7f]/.test(url)) return null;
  const query = url.split('#', 1)[0].split('?').slice(1).join('?');
  for (const pair of query.split('&')) {
    if (pair === '' || pair.includes(';')) continue;
    const [name, ...rest] = pair.split('=');
    const [found, value] = [unescapeQuery(name), unescapeQuery(rest.join('='))];
    if (found === key && value !== null) return value;
  }
  return '';
}

function unescapeQuery(text) {
  if (/%(?![0-9a-fA-F]{2})/.test(text)) return null;
  return text
    .replace(/\+/g, ' ')
    .replace(/%(..)/g, (_, digits) => String.fromCharCode(parseInt(digits, 16)));
}
