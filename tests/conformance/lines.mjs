// SPDX-License-Identifier: Apache-2.0
// tests/conformance/lines.mjs: lines of JSON between run.mjs and its hosts (README.md)

import { writeSync } from 'node:fs';

/** The lines of a stream of bytes; only a line feed ends one. */
export async function* linesOf(stream) {
  let parts = [];
  for await (const chunk of stream) {
    let begin = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, begin)) {
      yield Buffer.concat([...parts, chunk.subarray(begin, end)]).toString('utf8');
      parts = [];
      begin = end + 1;
    }
    parts.push(chunk.subarray(begin));
  }
}

/** For a host: the jobs, in their order. */
export async function* jobs() {
  for await (const line of linesOf(process.stdin)) yield JSON.parse(line);
}

/** For a host: answers a run; all of the line is written when this returns. */
export function reply(report) {
  let bytes = Buffer.from(`${JSON.stringify(report)}\n`);
  while (bytes.length > 0) bytes = bytes.subarray(writeSync(1, bytes));
}
