// SPDX-License-Identifier: Apache-2.0
// tests/conformance/run.mjs: holds the table of behaviour, cases.json, against each engine

// table.mjs has the format of a row. An engine is a module of engines/: `carries(row)` says whether
// it is made for such rows, `run(rows, places)` gives the reports of each row's runs.
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import * as e2core from './engines/e2core.mjs';
import * as native from './engines/native.mjs';
import * as node from './engines/node.mjs';
import * as wasmtime from './engines/wasmtime.mjs';
import { MissingPart, Places } from './place.mjs';
import { differencesOf, readTable, TableError } from './table.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const engines = {
  native,
  node,
  'wasmtime-7.0.0': { carries: wasmtime.carries, run: wasmtime.runOn('7.0.0') },
  'wasmtime-50': { carries: wasmtime.carries, run: wasmtime.runOn('50') },
  'e2core-0.5.1': e2core,
};

const help = `usage: run [options]

  --engine NAME   ${Object.keys(engines).join(', ')}; may be repeated; all by default
  --case NAME     only this row
  --build DIR     the build tree (build, beside tests)
  --json          one JSON object for each row and engine on standard output, nothing else there
  --list          the rows' names
  --help

Exit codes: 0 every row holds, 1 one does not, 2 wrong usage or a missing part.
`;

class UsageError extends Error {}

function readOptions() {
  let values;
  try {
    ({ values } = parseArgs({
      options: {
        engine: { type: 'string', multiple: true, default: Object.keys(engines) },
        case: { type: 'string' },
        build: { type: 'string', default: join(here, '../../build') },
        json: { type: 'boolean', default: false },
        list: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    throw new UsageError(error.message);
  }
  const unknown = values.engine.find((name) => !Object.hasOwn(engines, name));
  if (unknown) throw new UsageError(`no engine is called ${unknown}`);
  return values;
}

const maxLines = 5;

async function judge(name, rows, places, isJson) {
  const engine = engines[name];
  const own = rows.filter((row) => engine.carries(row) && row.except[name] === undefined);
  const excepted = rows.filter((row) => engine.carries(row)).length - own.length;
  const reports = await engine.run(own, places);
  let failed = 0;
  own.forEach((row, i) => {
    const lines = differencesOf(row, reports[i]);
    if (lines.length > 0) failed += 1;
    if (isJson) {
      console.log(JSON.stringify({ engine: name, case: row.name, differences: lines }));
    } else if (lines.length > 0) {
      console.log([`${name}: ${row.name}`, ...lines.slice(0, maxLines)].join('\n  '));
    }
  });
  if (!isJson) console.log(`${name}: ${own.length} rows, ${failed} failed, ${excepted} excepted`);
  return [own.length - failed, failed];
}

async function main() {
  const options = readOptions();
  if (options.help) {
    process.stdout.write(help);
    return 0;
  }
  let rows = readTable(join(here, 'cases.json'), Object.keys(engines));
  if (options.list) {
    rows.forEach((row) => console.log(row.name));
    return 0;
  }
  if (options.case !== undefined) {
    rows = rows.filter((row) => row.name === options.case);
    if (rows.length === 0) throw new UsageError(`no row is called ${options.case}; see --list`);
  }
  const places = new Places(resolve(options.build));
  let passed = 0;
  let failed = 0;
  for (const name of options.engine) {
    const [held, not] = await judge(name, rows, places, options.json);
    passed += held;
    failed += not;
  }
  if (!options.json) console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}

process.exitCode = await main().catch((error) => {
  if (error instanceof UsageError) console.error(`run: ${error.message}; see --help`);
  else if (error instanceof MissingPart || error instanceof TableError) {
    console.error(`run: ${error.message}`);
  } else throw error;
  return 2;
});
