// SPDX-License-Identifier: Apache-2.0
// tests/conformance/run.mjs: holds the table of behaviour, cases.json, against each engine

// table.mjs has the format of a row. An engine is a module of engines/: `carries(row)` says whether
// it is made for such rows, `run(rows, places)` gives the reports of each row's runs. Scripts to be
// packed are (packing.mjs) before an engine has them.
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import * as e2core from './engines/e2core.mjs';
import * as native from './engines/native.mjs';
import * as node from './engines/node.mjs';
import * as wasmtime from './engines/wasmtime.mjs';
import { withPacked } from './packing.mjs';
import { MissingPart, Places } from './place.mjs';
import { differencesOf, readTable, TableError } from './table.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const engines = {
  native,
  node,
  'wasmtime-7.0.0': { carries: wasmtime.carries, run: wasmtime.runOn('7.0.0') },
  // Modules take seconds to compile: packed ones run on the two engines of E2 Core, and on node.
  'wasmtime-50': { carries: (row) => row.form !== 'packed', run: wasmtime.runOn('50') },
  'e2core-0.5.1': e2core,
};

const help = `usage: run [options]

  --engine NAME   ${Object.keys(engines).join(', ')}; may be repeated; all by default
  --case NAME     only this row
  --packed        instead of the table, the scripts that it runs from folders, each packed; one that
                  does not start must be refused with the message of the row; on node by default
  --pack          only packs what the rows need
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
        engine: { type: 'string', multiple: true },
        case: { type: 'string' },
        packed: { type: 'boolean', default: false },
        pack: { type: 'boolean', default: false },
        build: { type: 'string', default: join(here, '../../build') },
        json: { type: 'boolean', default: false },
        list: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    throw new UsageError(error.message);
  }
  values.engine ??= values.packed ? ['node'] : Object.keys(engines);
  const unknown = values.engine.find((name) => !Object.hasOwn(engines, name));
  if (unknown) throw new UsageError(`no engine is called ${unknown}`);
  return values;
}

const maxLines = 5;

/** The rows of scripts in folders, to be packed. */
const packedForms = (rows) => {
  const own = rows.filter((row) => !row.plugin && row.form === 'folders' && !row.except.packed);
  return own.map((row) => ({ ...row, form: 'packed', mayBeRefused: true }));
};

function reportsOfRefusal(row) {
  const outcome = row.mayBeRefused ? { outcome: 'error', code: 500 } : { outcome: 'refused' };
  return row.payloads.map(() => ({ ...outcome, message: row.refusal }));
}

async function runAll(engine, rows, places) {
  const loadable = rows.filter((row) => row.refusal === undefined);
  const reports = await engine.run(loadable, places);
  const found = new Map(loadable.map((row, i) => [row, reports[i]]));
  return rows.map((row) => found.get(row) ?? reportsOfRefusal(row));
}

async function judge(name, rows, places, isJson) {
  const engine = engines[name];
  const carried = rows.filter((row) => engine.carries(row));
  const own = carried.filter((row) => row.except[name] === undefined);
  const reports = await runAll(engine, own, places);
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
  const excepted = carried.length - own.length;
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
  if (options.packed) rows = packedForms(rows);
  const places = new Places(resolve(options.build));
  rows = await withPacked(rows, places);
  if (options.pack) return 0;
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
