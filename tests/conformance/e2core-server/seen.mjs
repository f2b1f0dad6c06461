// SPDX-License-Identifier: Apache-2.0
// tests/conformance/e2core-server/seen.mjs: what a client of E2 Core's HTTP server sees of a run

const ownHeaders = ['content-length', 'transfer-encoding', 'connection', 'date', 'keep-alive'];
const ownType = 'application/octet-stream';

/**
 * The members of a report (../README.md) that an answer tells, or null where it says `unknown
 * error`. A run without a reply and an empty result are the same to a client.
 */
export function seenIn({ status, headers, body }) {
  if (status === 200) {
    const shown = Object.entries(headers).filter(([name, value]) => {
      return !ownHeaders.includes(name) && !(name === 'content-type' && value === ownType);
    });
    const given = Object.fromEntries(shown.map(([name, value]) => [canonical(name), value]));
    const output = body.toString('base64');
    return { outcome: 'result', output_base64: output, response_headers: given };
  }
  const { message } = JSON.parse(body);
  if (message === 'unknown error') return null;
  return { outcome: 'error', output_base64: null, code: status, message, response_headers: {} };
}

/** A header's name as Go writes it. */
function canonical(name) {
  return name.replace(/(^|-)[a-z]/g, (start) => start.toUpperCase());
}
