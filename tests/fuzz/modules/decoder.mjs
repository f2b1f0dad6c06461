// SPDX-License-Identifier: Apache-2.0
// tests/fuzz/modules/decoder.mjs: what a decoder may answer to bytes that are not right
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const longest = 400;

/** What is wrong with an error for the person who ran a tool; undefined where nothing is. */
function faultOf(error, isExpected) {
  if (!isExpected(error)) return error.stack ?? String(error);
  const { message, advice } = error;
  const lines = `${message}\n${advice}`.split('\n').length;
  if (lines > 5 || message.length > longest) return `a message too long: ${message}`;
  if (/\b(undefined|NaN)\b|\[object /.test(message)) return `no message for a person: ${message}`;
  return undefined;
}

/**
 * Calls `work(bytes)`. Answers undefined where it returns undefined or throws an error that
 * `isExpected`; else what is wrong, in words, with the file of `scratch` that has the bytes.
 */
export function attempt(bytes, work, { isExpected, scratch }) {
  let fault;
  try {
    fault = work(bytes);
  } catch (error) {
    fault = faultOf(error, isExpected);
  }
  if (fault === undefined) return undefined;
  const file = join(scratch, 'found.wasm');
  writeFileSync(file, bytes);
  return `${fault}\n  bytes in ${file}`;
}
