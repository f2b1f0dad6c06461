// SPDX-License-Identifier: Apache-2.0
// tests/conformance/web.mjs: what a job's `services.http` answers

import { readFileSync } from 'node:fs';

/** `{ status, body }`, or `{ failure }`, its error text, where a server hangs up. */
export function answerTo({ method, url, headers, body }, pages) {
  const { status = 200, body: file, echo, failure } = pages[url] ?? { failure: `no ${url}` };
  if (failure !== undefined) return { failure };
  if (method === 'HEAD') return { status, body: Buffer.alloc(0) };
  if (!echo) return { status, body: file ? readFileSync(file) : Buffer.alloc(0) };
  const sent = Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]));
  const named = echo.map((name) => `${name}=${sent[name] ?? ''} `);
  return { status, body: Buffer.concat([Buffer.from(`${method} ${named.join('')}`), body]) };
}
