// SPDX-License-Identifier: Apache-2.0
// tests/conformance/conversation.mjs: gives jobs to a host and takes its reports (README.md)

// A host that dies, blocks or babbles in a run fails that row; another process of it goes on with
// the rest.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { linesOf } from './lines.mjs';
import { MissingPart } from './place.mjs';

const keptOfErrors = 65536;
const living = new Set();

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));
process.on('exit', () => living.forEach(end));

// What a host has started goes with it.
function end(child) {
  living.delete(child);
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Nothing is left of them.
  }
}

/**
 * The reports of each job's runs. `limit`: the seconds that a run may take. `dying`: what a line of
 * the host's errors is like when the real host inside it dies.
 */
export async function converse(command, jobs, { limit, dying }) {
  const reports = [];
  while (reports.length < jobs.length) {
    const left = jobs.slice(reports.length);
    const { runs, failure } = await ask(command, left, limit, dying);
    for (const { payloads } of left) {
      const its = runs.splice(0, payloads.length);
      const missing = payloads.length - its.length;
      reports.push([...its, ...Array(missing).fill(failure)]);
      if (missing > 0) break;
    }
  }
  return reports;
}

/** What one process answers, and why there is no more of it. */
async function ask([program, ...words], jobs, limit, dying) {
  const child = spawn(program, words, { stdio: 'pipe', detached: true });
  await once(child, 'spawn').catch(({ message }) => {
    throw new MissingPart(`a host does not start: ${message}`);
  });
  living.add(child);
  const closed = new Promise((resolve) => {
    child.on('close', (code, signal) => resolve(code ?? signal));
  });
  let errors = '';
  child.stderr.setEncoding('utf8');
  child.stderr.on('data', (text) => (errors = (errors + text).slice(-keptOfErrors)));
  child.stdin.on('error', () => {}); // it has ended, which the missing reports tell
  child.stdin.end(jobs.map((job) => `${JSON.stringify(job)}\n`).join(''));

  const wanted = jobs.reduce((count, { payloads }) => count + payloads.length, 0);
  const runs = [];
  let isLate = false;
  const onLate = () => {
    isLate = true;
    end(child);
  };
  let timer = setTimeout(onLate, limit * 1000);
  try {
    for await (const line of linesOf(child.stdout)) {
      clearTimeout(timer);
      const report = parse(line);
      if (!report) return { runs, failure: { outcome: 'no report', message: line } };
      runs.push(report);
      if (runs.length === wanted) return { runs };
      timer = setTimeout(onLate, limit * 1000);
    }
    const status = await closed;
    const late = { outcome: 'no report', message: `none in ${limit} s` };
    return { runs, failure: isLate ? late : deathOf(status, errors, dying) };
  } finally {
    clearTimeout(timer);
    end(child);
  }
}

function parse(line) {
  try {
    const report = JSON.parse(line);
    return [report?.outcome, report?.unable].some((text) => typeof text === 'string') && report;
  } catch {
    return null;
  }
}

function deathOf(status, errors, dying) {
  const lines = errors.trim().split('\n');
  const said = dying && lines.find((line) => dying.test(line));
  if (!said) return { outcome: `exit code ${status}`, message: lines.at(-1) };
  return { outcome: 'host_error', message: `the real host dies: ${said}`, violations: null };
}
