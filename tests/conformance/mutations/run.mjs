// SPDX-License-Identifier: Apache-2.0
// tests/conformance/mutations/run.mjs: breaks rules on purpose; a named row must turn red for each

// mutations.json has, for each rule, the header and text that is changed, the plugin that is built
// with it, the row, and the engines that see it: all of these must say that the row does not hold.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const here = fileURLToPath(new URL('.', import.meta.url));
const help = `usage: run.mjs [options]

  --mutation NAME  only this one of mutations.json
  --build DIR      the build tree (build, beside tests)
  --help

Prints each mutation, the row and the engines that see it. Exit codes: 0 every row turned red
wherever it should, 1 one did not, 2 wrong usage.
`;

let options;
try {
  ({ values: options } = parseArgs({
    options: {
      mutation: { type: 'string' },
      build: { type: 'string', default: join(here, '../../../build') },
      help: { type: 'boolean', default: false },
    },
  }));
} catch (error) {
  console.error(`run: ${error.message}; see --help`);
  process.exit(2);
}
if (options.help) {
  process.stdout.write(help);
  process.exit(0);
}

const { groups, mutations } = JSON.parse(readFileSync(join(here, 'mutations.json'), 'utf8'));
const wanted = mutations.filter(({ name }) => [undefined, name].includes(options.mutation));
if (wanted.length === 0) {
  console.error(`run: no mutation is called ${options.mutation}; mutations.json has them`);
  process.exit(2);
}

/** The engines on which the row of a mutation fails; rejects where the table could not run. */
function redEngines({ name, row }, engines) {
  const build = join(resolve(options.build), 'tests/conformance/mutations', name);
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

async function show(mutation) {
  const engines = groups[mutation.red];
  const red = await redEngines(mutation, engines);
  const blind = engines.filter((engine) => !red.includes(engine));
  const verdict = blind.length > 0 ? `NOT RED on ${blind.join(', ')}` : `red on ${red.join(', ')}`;
  console.log(`${mutation.name} (${mutation.breaks})\n  "${mutation.row}": ${verdict}`);
  if (blind.length > 0) process.exitCode = 1;
}

// What blocks a host for ever takes its whole time limit: all run at once.
const outcomes = await Promise.allSettled(wanted.map(show));
for (const { reason } of outcomes.filter(({ status }) => status === 'rejected')) {
  console.error(`run: ${reason.message}`);
  process.exitCode = 1;
}
