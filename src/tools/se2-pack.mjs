// SPDX-License-Identifier: Apache-2.0
// src/tools/se2-pack.mjs: packs a Python plugin into one module; `--help` has flags and exit codes

import { SetupError } from '../host/errors.mjs';
import { Output } from '../host/output.mjs';
import { PackError } from '../python/packing/guest.mjs';
import { help, parseOptions } from './pack-options.mjs';
import { Steps } from './progress.mjs';

const stdout = new Output(1, 'standard output');
const stderr = new Output(2, 'standard error');

async function main() {
  const options = parseOptions(process.argv.slice(2));
  if (options.help) {
    stdout.write(help);
    return 0;
  }
  if (options.version) {
    const { version } = await import('./version.mjs');
    stdout.line(`se2-pack ${version()}`);
    return 0;
  }
  const { isatty } = await import('node:tty');
  const progress = new Steps(stderr, isatty(stderr.fd));
  const { packInto } = await import('../python/packing/command.mjs');
  try {
    const answer = await packInto(options, {
      progress: (step) => progress.show(step),
      console: (bytes) => (progress.end(), stderr.write(bytes)),
    });
    progress.end();
    if (options.json) stdout.line(JSON.stringify(answer.object));
    else if (options.report) stdout.write(answer.text);
    if (!options.json) stderr.line(answer.line);
    return 0;
  } finally {
    progress.end();
  }
}

function fail(error) {
  const isExpected = error instanceof SetupError;
  stderr.finishLine();
  stderr.line(`se2-pack: ${isExpected ? '' : 'internal error: '}${error.message}`);
  if (error.advice) stderr.line(`  ${error.advice}`);
  if (!isExpected) {
    stderr.line(
      process.env.SE2_DEBUG ? error.stack : '  Please report it; SE2_DEBUG=1 shows where it is.',
    );
  }
  return error instanceof PackError ? 1 : 2;
}

process.exitCode = await main().catch(fail);
