// SPDX-License-Identifier: Apache-2.0
// src/tools/run.mjs: runs of a plugin, one after the other, and what is shown of them

import { openRuns } from '../host/open-runs.mjs';
import {
  callersText, exitCodeOf, failureText, resultText, Summary, toLine,
} from '../host/report.mjs';
import { stderr, stdout } from './command-line.mjs';
import { openStreams } from './streams.mjs';

// Milliseconds from which on the line of a run does not wait for others.
const slow = 1;

/** Answers the exit code. */
export async function runPlugin(options, plugin) {
  const onLog = options.json ? null : (level, message) => stderr.line(`${level}: ${message}`);
  const { run } = await openRuns(plugin, options, { ...(await openStreams(options)), onLog });
  return repeat(run, options);
}

async function repeat(run, options) {
  const summary = new Summary();
  const progress = options.repeat > 1 ? await openProgress(options.repeat) : null;
  let worst = 0;
  let last;
  for (let count = 0; count < options.repeat && !stdout.closed; count += 1) {
    last = run(options);
    worst = Math.max(worst, exitCodeOf(last));
    summary.add(last);
    report(last, options);
    progress?.step(count + 1);
  }
  stdout.flush();
  progress?.end();
  if (!options.json) {
    if (last.outcome === 'result') stdout.write(resultText(last.output));
    else [failureText(last), ...callersText(last)].forEach((line) => stderr.line(line));
  }
  if (options.repeat > 1 && !options.json) summary.lines().forEach((line) => stderr.line(line));
  return worst;
}

function report(result, { json }) {
  stderr.finishLine();
  if (json) {
    stdout.queueLine(toLine(result));
    if (result.startTime + result.runTime > slow) stdout.flush();
    return;
  }
  stdout.finishLine();
  for (const violation of result.run.violations) stderr.line(`violation: ${violation}`);
}

async function openProgress(total) {
  const { isatty } = await import('node:tty');
  if (!isatty(stderr.fd)) return null;
  const { Progress } = await import('./progress.mjs');
  return new Progress(stderr, total);
}
