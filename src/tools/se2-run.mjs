// SPDX-License-Identifier: Apache-2.0
// src/tools/se2-run.mjs: runs a plugin as its real hosts do; `--help` has the flags and exit codes

import { loadPlugin } from '../host/module.mjs';
import { openRuns } from '../host/open-runs.mjs';
import { exitCodeOf, failureText, resultText, Summary, toLine } from '../host/report.mjs';
import { runTool, stderr, stdout } from './command-line.mjs';
import { help, parseOptions } from './run-options.mjs';

// Milliseconds from which on the line of a run does not wait for others.
const slow = 1;

async function openOwnRuns(options) {
  const plugin = loadPlugin(options.file, options.profile);
  const trace = options.trace ? await openTrace(options) : null;
  const stdio = await guestStreams(options, trace);
  const onLog = options.json ? null : (level, message) => stderr.line(`${level}: ${message}`);
  return openRuns(plugin, options, { stdio, trace, onLog });
}

async function openTrace({ json }) {
  const { Trace } = await import('../host/trace.mjs');
  const output = json ? stderr : stdout;
  return new Trace(output, await hasColour(output));
}

async function hasColour({ fd }) {
  const { FORCE_COLOR: forced, NO_COLOR: refused } = process.env;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  if (refused) return false;
  const { isatty } = await import('node:tty');
  return isatty(fd);
}

// Real hosts discard what a plugin prints; the trace shows it all the same, as its inner layers.
async function guestStreams({ profile, json }, trace) {
  if (trace) {
    const write = (fd, bytes) => (fd === 1 ? trace.guest(bytes) : stderr.write(bytes));
    return { isTerminal: true, write };
  }
  if (profile !== 'minimal') return { isTerminal: false, write: () => {} };
  const { isatty } = await import('node:tty');
  const out = json ? stderr : stdout;
  const write = (fd, bytes) => (fd === 1 ? out : stderr).write(bytes);
  return { isTerminal: isatty(out.fd), write };
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
    else stderr.line(failureText(last));
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

await runTool('se2-run', {
  help, parseOptions, work: async (options) => repeat(await openOwnRuns(options), options),
});
