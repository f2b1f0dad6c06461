// SPDX-License-Identifier: Apache-2.0
// src/host/services.mjs: what lies behind a host: other servers, cache, files, secrets, a database

/** The text of the real host where a service is off, or where nothing is configured for it. */
export const notEnabled = 'capability is not enabled';

const noHttp = ({ method, url }) => ({
  failure: `HTTP is not available; ${method} ${url} was not sent`,
});

/** Several hosts may share one. Keys and names are text, values bytes or text. */
export class Services {
  /**
   * `send({ method, url, headers, body })`, with pairs as headers and bytes as body, answers
   * `{ status, body }` or `{ failure }`, the error text of no answer, before it returns; with a
   * `violation`, what the report is to say of it, where there is one.
   * `files`, `secrets`, `queries`: maps by name, or what has their `get`; a query is
   * `{ type, variables, answer }`: the type's number, how many variables it takes, and its JSON.
   * What is null is not enabled. `cache` is a map, or what has its `get` and `set`.
   */
  constructor({
    send = noHttp,
    files = null,
    secrets = new Map(),
    queries = null,
    cache = new Map(),
    isCacheEnabled = true,
    now = Date.now,
  } = {}) {
    Object.assign(this, { send, files, secrets, queries, cache, isCacheEnabled, now });
  }
}
