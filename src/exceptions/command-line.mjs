// SPDX-License-Identifier: Apache-2.0
// src/exceptions/command-line.mjs: the command line of a build step that reads one module
import { parseArgs } from 'node:util';
import { Failure } from './failure.mjs';

/** The command line is wrong. */
export class UsageError extends Error {}

function parse(options) {
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error.message);
  }
}

/** Calls `work`; a failure that it meets names `file`. */
export function about(file, work) {
  try {
    return work();
  } catch (error) {
    if (error instanceof Failure) error.message = `${file}: ${error.message}`;
    throw error;
  }
}

/**
 * Runs the step `name`: `work(input, values)`, of the one module named and of `options`, those of
 * node's parseArgs with `output` and `help` among them. `check(values)` may throw a UsageError.
 * Sets the exit code: 0, 1 for a Failure, 2 for a wrong command line.
 */
export function runStep(name, { help, options, output, check = () => {}, work }) {
  try {
    const { values, positionals } = parse(options);
    if (values.help) {
      process.stdout.write(help);
      return;
    }
    if (positionals.length !== 1) throw new UsageError('one module expected');
    if (values.output === undefined) throw new UsageError(`-o ${output} expected`);
    check(values);
    work(positionals[0], values);
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof Failure)) throw error;
    const isUsage = error instanceof UsageError;
    const advice = isUsage ? '--help lists the options' : error.advice;
    process.stderr.write(`${name}: ${error.message}\n${name}: ${advice}\n`);
    process.exitCode = isUsage ? 2 : 1;
  }
}
