// SPDX-License-Identifier: Apache-2.0
// src/host/report.mjs: an outcome as a JSON object, as text, and as an exit code

import { isUtf8 } from 'node:buffer';
import { SetupError } from './errors.mjs';

// Its base64 has to fit the longest string of the engine.
const maxJsonOutput = 256 << 20;

const bytesOf = (output) => Buffer.from(output.buffer, output.byteOffset, output.length);

export const exitCodeOf = ({ outcome }) => ({ result: 0, error: 1 })[outcome] ?? 2;

/** A line of JSON: the object of one run, with further members. */
export function toLine(result, further = {}) {
  const { run, output } = result;
  try {
    if (output?.length > maxJsonOutput) throw new RangeError();
    return JSON.stringify({ ...toObject(result), ...further });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const what = output ? `the output of ${output.length} bytes` : 'the report';
    throw new SetupError(
      `run ${run.number}: ${what} is too long for a line of JSON`, 'Run it without --json.',
    );
  }
}

/** The object of one run: these fields, always all of them, in this order. */
export function toObject({ run, outcome, output, code, message, startTime, runTime }) {
  const bytes = output && bytesOf(output);
  return {
    run: run.number,
    ident: run.ident,
    outcome,
    output: bytes && isUtf8(bytes) ? bytes.toString('utf8') : null,
    output_base64: bytes && bytes.toString('base64'),
    code,
    message,
    log: run.log,
    response_headers: arrives(outcome) ? Object.fromEntries(run.responseHeaders) : {},
    violations: run.violations,
    start_us: Math.round(startTime * 1000),
    run_us: Math.round(runTime * 1000),
  };
}

// The real host drops the headers of anything but a success.
const arrives = (outcome) => outcome === 'result' || outcome === 'none';

/** A result's bytes, ended by a newline. */
export function resultText(output) {
  const bytes = bytesOf(output);
  return bytes.at(-1) === 0x0a ? bytes : Buffer.concat([bytes, Buffer.from('\n')]);
}

/** One line for an outcome that is no result. */
export function failureText({ outcome, code, message }) {
  if (outcome === 'error') return `error ${code}: ${message}`;
  if (outcome === 'none') return 'none: the plugin did not reply; E2 Core answers 200, empty';
  return `${outcome === 'trap' ? 'trap' : 'host error'}: ${message}`;
}

/** Lines for what a trap's function was called from. */
export const callersText = ({ outcome, callers }) =>
  outcome === 'trap' ? callers.map((caller) => `  called from ${caller}`) : [];

/** Counts what several runs came to, for one closing line. */
export class Summary {
  #counts = new Map();
  #time = 0;
  #runs = 0;
  #firstFailure = null;

  add(result) {
    this.#counts.set(result.outcome, (this.#counts.get(result.outcome) ?? 0) + 1);
    this.#time += result.runTime;
    this.#runs += 1;
    if (result.outcome !== 'result') {
      this.#firstFailure ??= `run ${result.run.number}: ${failureText(result)}`;
    }
  }

  lines() {
    const counts = [...this.#counts].map(([outcome, count]) => `${count} ${outcome}`).join(', ');
    const mean = ((this.#time / this.#runs) * 1000).toFixed(1);
    const lines = [`${this.#runs} runs: ${counts}; ${mean} us each`];
    if (this.#firstFailure) lines.push(`first failure, ${this.#firstFailure}`);
    return lines;
  }
}
