// SPDX-License-Identifier: Apache-2.0
// src/tools/command-line.mjs: what the command lines of the tools have in common

import { parseArgs } from 'node:util';
import { SetupError } from '../host/errors.mjs';
import { Output } from '../host/output.mjs';

export const stdout = new Output(1, 'standard output');
export const stderr = new Output(2, 'standard error');

/** Reads the words of a command line of `tool`, whose `options` are those of node's parseArgs. */
export class CommandLine {
  constructor(tool, options) {
    this.tool = tool;
    this.options = options;
  }

  /** An error of the command line itself. */
  usage(message) {
    return new SetupError(message, `See ${this.tool} --help.`);
  }

  /** `{ values, positionals, tokens }`. */
  parse(words) {
    try {
      const { options } = this;
      return parseArgs({ args: words, options, allowPositionals: true, tokens: true });
    } catch (error) {
      if (!error.code?.startsWith('ERR_PARSE_ARGS')) throw error;
      throw this.usage(error.message.split(/\. |\n/)[0]);
    }
  }

  oneOf(name, value, choices) {
    if (choices.includes(value)) return value;
    throw this.usage(`--${name} ${value}: must be one of ${choices.join(', ')}`);
  }
}

/**
 * Runs a tool on the process's command line and sets the exit code: what `work(options)` answers,
 * or `exitCodeOf(error)`. `parseOptions(words)` answers `{ help }`, `{ version }`, or the options.
 */
export async function runTool(tool, { help, parseOptions, work, exitCodeOf = () => 2 }) {
  const run = async () => {
    const options = parseOptions(process.argv.slice(2));
    if (options.help) {
      stdout.write(help);
      return 0;
    }
    if (options.version) {
      const { version } = await import('./version.mjs');
      stdout.line(`${tool} ${version()}`);
      return 0;
    }
    return work(options);
  };
  process.exitCode = await run().catch((error) => {
    report(tool, error);
    return exitCodeOf(error);
  });
}

/** Says on standard error what went wrong. */
export function report(tool, error) {
  const isExpected = error instanceof SetupError;
  try {
    stderr.finishLine();
    stderr.line(`${tool}: ${isExpected ? '' : 'internal error: '}${error.message}`);
    if (error.advice) stderr.line(`  ${error.advice}`);
    if (!isExpected) {
      stderr.line(
        process.env.SE2_DEBUG ? error.stack : '  Please report it; SE2_DEBUG=1 shows where it is.',
      );
    }
  } catch {
    // Standard error cannot be written either: the exit code is all that is left.
  }
}
