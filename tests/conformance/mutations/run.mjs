// SPDX-License-Identifier: Apache-2.0
// tests/conformance/mutations/run.mjs: breaks rules on purpose; a named row must turn red for each

// mutations.json has, for each rule, the header and text that is changed, the plugin that is built
// with it, the row, and the engines that see it: all of these must say that the row does not hold.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CommandLine, runTool } from '../../../src/tools/command-line.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const help = `usage: run.mjs [options]

  --mutation NAME  only this one of mutations.json
  --build DIR      the build tree (build, beside tests)
  --help

Prints each mutation, the row and the engines that see it. Exit codes: 0 every row turned red
wherever it should, 1 one did not, 2 wrong usage.
`;

const line = new CommandLine('run.mjs', {
  mutation: { type: 'string' },
  build: { type: 'string', default: join(here, '../../../build') },
  help: { type: 'boolean' },
});

/** The engines on which the row of a mutation fails; rejects where the table could not run. */
function redEngines({ name, row }, engines, folder) {
  const build = join(resolve(folder), 'tests/conformance/mutations', name);
  const words = [join(here, '../run.mjs'), '--build', build, '--case', row, '--json'];
  words.push(...engines.flatMap((engine) => ['--engine', engine]));
  return new Promise((fulfil, reject) => {
    execFile(process.execPath, words, { maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      if (error && error.code !== 1) {
        reject(new Error(`${name}: the table did not run: ${stderr.trim() || error.message}`));
        return;
      }
      const verdicts = stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line));
      fulfil(verdicts.filter(({ differences }) => differences.length > 0).map((one) => one.engine));
    });
  });
}

/** Whether the row of a mutation is red wherever it should be. */
async function show(mutation, engines, folder) {
  const red = await redEngines(mutation, engines, folder);
  const blind = engines.filter((engine) => !red.includes(engine));
  const verdict = blind.length > 0 ? `NOT RED on ${blind.join(', ')}` : `red on ${red.join(', ')}`;
  console.log(`${mutation.name} (${mutation.breaks})\n  "${mutation.row}": ${verdict}`);
  return blind.length === 0;
}

async function work({ mutation: only, build }) {
  const { groups, mutations } = JSON.parse(readFileSync(join(here, 'mutations.json'), 'utf8'));
  const wanted = mutations.filter(({ name }) => [undefined, name].includes(only));
  if (wanted.length === 0) throw line.usage(`no mutation is called ${only}`);
  // What blocks a host for ever takes its whole time limit: all run at once.
  const shown = wanted.map((mutation) => show(mutation, groups[mutation.red], build));
  const outcomes = await Promise.allSettled(shown);
  for (const { reason } of outcomes) if (reason) console.error(`run.mjs: ${reason.message}`);
  return outcomes.every(({ value }) => value) ? 0 : 1;
}

await runTool('run.mjs', { help, parseOptions: (words) => line.parse(words).values, work });
