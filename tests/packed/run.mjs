// SPDX-License-Identifier: Apache-2.0
// tests/packed/run.mjs: Python's library, packages and CPython's own tests in packed plugins

import { readFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { MissingPart, needOfEngine } from '../conformance/place.mjs';
import { differences, emptyRuns, engineNames, nativeAnswers, runsOf } from './answers.mjs';
import { judge, runTests, tests } from './cpython.mjs';
import { describe, pack } from './pack.mjs';
import { Failure, here, packages, requirements } from './parts.mjs';

const help = `usage: run [options] [PART...]

Packs plugins for the profile e2core and runs them with no files within reach.

  stdlib      fifteen modules of Python's library answer as in native CPython
  packages    so do packages from PyPI, of a folder (--site) and fetched by pip (--requirement)
  cpython     CPython's own tests have no failure that they lack when they run from files

  --long          on E2 Core too, and CPython's tests on each engine: minutes more
  --build DIR     the build tree (build, beside tests)
  --help

Exit codes: 0 all holds, 1 it does not, 2 wrong usage or a missing part.
`;

const texts = [
  'The quick brown fox: don\'t panic, 42 <tags> & "naïve" é ünï — 日本',
  'one two', 'three  four\tfive', 'x'.repeat(300), 'Straße ﬁn', '7',
];

const parts = {
  async stdlib({ build, engines }) {
    const folder = here('plugins/stdlib');
    const packed = pack(build, 'stdlib', join(folder, 'plugin.py'), ['--site', packages('site')]);
    return compare('stdlib', packed, folder, build, engines);
  },

  async packages({ build, engines }) {
    const folder = here('plugins/packages');
    const script = join(folder, 'plugin.py');
    const data = ['--data', 'templates'];
    const packed = pack(build, 'packages', script, [...data, '--site', packages('site')]);
    const faults = await compare('packages', packed, folder, build, engines);

    const fetched = pack(build, 'packages-by-pip', script, [...data, '-r', requirements], {
      PATH: dirname(needOfEngine('wasmtime-7.0.0/bin/python3.11')) + delimiter + process.env.PATH,
      PIP_NO_INDEX: '1',
      PIP_FIND_LINKS: packages('wheels'),
    });
    console.log(`packages: with --requirement packed in ${fetched.seconds.toFixed(1)} s`);
    if (!readFileSync(packed.module).equals(readFileSync(fetched.module))) {
      faults.push('packages: --requirement and --site give different modules');
    }
    const native = packed.report.native.map((file) => file.split('.')[0]).join(' ');
    if (native !== '/site/markupsafe/_speedups /site/yaml/_yaml') {
      faults.push(`packages: native extensions that the report names: ${native}`);
    }
    return faults;
  },

  async cpython({ build, engines, isLong }) {
    const those = isLong ? engines : engines.slice(0, 1);
    const { module, unpacked, packed } = await runTests(build, those);
    console.log(describe('cpython', module, await emptyRuns(build, module)));
    const faults = [];
    for (const [engine, runs] of packed) {
      tests.forEach((test, i) => {
        const { line, faults: own } = judge(test, runs[i], unpacked[i]);
        console.log(`${engine}: ${line}`);
        faults.push(...own.map((fault) => `${engine}: ${fault}`));
      });
    }
    return faults;
  },
};

async function compare(name, packed, folder, build, engines) {
  const expected = nativeAnswers(folder, packages('site'), texts);
  console.log(describe(name, packed, await emptyRuns(build, packed)));
  const faults = [];
  for (const engine of engines) {
    const runs = await runsOf(build, engine, packed, texts);
    const own = differences(engine, runs, expected);
    console.log(`${name}: ${engine}: ${texts.length} runs, ${own.length} differences`);
    faults.push(...own);
  }
  return faults;
}

class UsageError extends Error {}

function readOptions() {
  const options = {
    long: { type: 'boolean', default: false },
    build: { type: 'string', default: here('../../build') },
    help: { type: 'boolean', default: false },
  };
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error.message);
  }
}

async function main() {
  const { values, positionals } = readOptions();
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const unknown = positionals.find((name) => !Object.hasOwn(parts, name));
  if (unknown) throw new UsageError(`no part is called ${unknown}`);
  const engines = engineNames.filter((name) => values.long || !name.startsWith('e2core'));
  const setting = { build: resolve(values.build), engines, isLong: values.long };
  const faults = [];
  for (const name of positionals.length > 0 ? positionals : Object.keys(parts)) {
    faults.push(...(await parts[name](setting)));
  }
  faults.forEach((fault) => console.log(fault));
  return faults.length > 0 ? 1 : 0;
}

process.exitCode = await main().catch((error) => {
  if (error instanceof UsageError) console.error(`run: ${error.message}; see --help`);
  else if (error instanceof MissingPart || error instanceof Failure) {
    console.error(`run: ${error.message}`);
  } else throw error;
  return error instanceof Failure ? 1 : 2;
});
