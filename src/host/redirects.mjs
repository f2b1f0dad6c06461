// SPDX-License-Identifier: Apache-2.0
// src/host/redirects.mjs: the requests that one fetch makes, redirect by redirect

const maxRedirects = 10;
const statuses = [301, 302, 303, 307, 308];

/**
 * Yields each request, `{ method, url, headers, body }` with a `URL`; its answer, `{ status,
 * location, body }`, is what `next` is given. Returns the last answer.
 */
export function* redirected(request) {
  let next = { ...request, url: new URL(request.url) };
  for (let count = 0; count <= maxRedirects; count += 1) {
    const { status, location, body } = yield next;
    if (!statuses.includes(status) || !location) return { status, body };
    next = { ...next, url: new URL(location, next.url) };
    if (status < 307) next = withoutBody(next);
  }
  throw new Error(`stopped after ${maxRedirects} redirects`);
}

function withoutBody(request) {
  const method = request.method === 'HEAD' ? 'HEAD' : 'GET';
  return { ...request, method, body: new Uint8Array(0) };
}

/** The error text of a request that `error` kept from being answered. */
export function failureOf({ method, url }, error) {
  const verb = method[0] + method.slice(1).toLowerCase();
  return { failure: `${verb} "${url}": ${error.message || error.code}` };
}
