// SPDX-License-Identifier: Apache-2.0
// src/host/http.mjs: fetch_url's request and answer, and a GraphQL query over HTTP

import { goJson } from './go-json.mjs';

/** By their numbers in fetch_url. */
export const methods = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'];
const separator = '::';

/** "url::name:value", a byte string, as a request; null where the real host answers -2. */
export function parseFetch(method, text, body) {
  const [url, ...parts] = text.split(separator);
  const headers = parts.map((part) => part.split(':'));
  if (!methods[method] || headers.some((pair) => pair.length !== 2)) return null;
  const hasType = headers.some(([name]) => name.toLowerCase() === 'content-type');
  if (body.length > 0 && !hasType) headers.push(['Content-Type', 'application/octet-stream']);
  const decode = (bytes) => Buffer.from(bytes, 'latin1').toString('utf8');
  return { method: methods[method], url: decode(url), headers, body };
}

/** `{ bytes }` or `{ failure }`: success and error text of a request that was sent. */
export function fetchOutcome({ status, body, failure }) {
  if (failure !== undefined) return { failure: Buffer.from(failure) };
  if (status > 299) return { failure: Buffer.concat([Buffer.from(`${status}: `), body]) };
  return { bytes: body };
}

export function graphqlRequest(endpoint, query) {
  const body = Buffer.from(`{"query":${goJson(query)}}`);
  return { method: 'POST', url: endpoint, headers: [['Content-Type', 'application/json']], body };
}

/** The same for a GraphQL server's answer, which is read before its status is. */
export function graphqlOutcome({ status, body, failure }) {
  if (failure !== undefined) return { failure: Buffer.from(`failed to Do: ${failure}`) };
  const text = Buffer.from(body).toString('utf8');
  let members;
  try {
    members = JSON.parse(text);
  } catch (error) {
    return { failure: Buffer.from(`failed to Unmarshal response: ${error.message}`) };
  }
  if (status > 299) return { failure: Buffer.from(`non-200 HTTP response code; ${text}`) };
  const { data = null, errors } = members ?? {};
  if (errors?.length > 0) {
    const { path = '', message = '' } = errors[0] ?? {};
    return { failure: Buffer.from(`graphQL error; path: ${path}, message: ${message}`) };
  }
  return { bytes: Buffer.from(`{"data":${goJson(data)}}`) };
}
