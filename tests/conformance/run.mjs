// SPDX-License-Identifier: Apache-2.0
// tests/conformance/run.mjs: holds the table of behaviour, cases.json, against each engine

// table.mjs has the format of a row, engines.mjs the engines, README.md what passes between them.
// Scripts to be packed are (packing.mjs) before an engine has them.
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { engineOf, engines } from './engines.mjs';
import { matrixOf } from './matrix.mjs';
import { withPacked } from './packing.mjs';
import { MissingPart, Places } from './place.mjs';
import { differencesOf, readTable, TableError } from './table.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const names = [...engines.keys()];

const help = `usage: run [options]

  --engine NAME   may be repeated; all by default; the start of a name stands for all that have it:
                  ${names.slice(0, 6).join(', ')},
                  ${names.slice(6).join(', ')}
  --host COMMAND  a host of your own instead (README.md)
  --case NAME     only this row
  --limit N       the seconds that a run may take (120)
  --packed        instead of the table, the scripts that it runs from folders, each packed; one that
                  does not start must be refused with the message of the row; on node by default
  --pack          only packs what the rows need
  --build DIR     the build tree (build, beside tests)
  --matrix        the rows by engines besides, in colour on a terminal
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
        host: { type: 'string' },
        case: { type: 'string' },
        limit: { type: 'string', default: '120' },
        packed: { type: 'boolean', default: false },
        pack: { type: 'boolean', default: false },
        build: { type: 'string', default: join(here, '../../build') },
        matrix: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        list: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    throw new UsageError(error.message);
  }
  values.limit = Number(values.limit);
  if (!(values.limit > 0)) throw new UsageError('--limit wants a number of seconds');
  values.engines = values.host ? [engineOf(values.host)] : chosen(values);
  return values;
}

function chosen({ engine, packed }) {
  const wanted = engine ?? (packed ? ['node'] : names);
  const unknown = wanted.find((start) => !names.some((name) => name.startsWith(start)));
  if (unknown) throw new UsageError(`no engine is called ${unknown}`);
  const meant = names.filter((name) => wanted.some((start) => name.startsWith(start)));
  return meant.map((name) => engines.get(name));
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

async function runAll(engine, rows, places, limit) {
  const loadable = rows.filter((row) => row.refusal === undefined);
  const reports = await engine.run(loadable, places, limit);
  const found = new Map(loadable.map((row, i) => [row, reports[i]]));
  return rows.map((row) => found.get(row) ?? reportsOfRefusal(row));
}

/** The verdicts on the rows that the engine carries, by name; `report(row, lines)` has each. */
async function judge(engine, rows, places, { limit, report }) {
  const verdicts = new Map();
  const carried = rows.filter((row) => engine.carries(row));
  const own = carried.filter((row) => engine.exceptionOf(row) === undefined);
  const reports = await runAll(engine, own, places, limit);
  carried.forEach(({ name }) => verdicts.set(name, 'excepted'));
  own.forEach((row, i) => {
    if (engine.isGuest && reports[i].some(({ unable }) => unable)) return;
    const lines = differencesOf(row, reports[i]);
    verdicts.set(row.name, lines.length > 0 ? 'failed' : 'held');
    report(row, lines);
  });
  return verdicts;
}

const countOf = (verdicts, kind) => [...verdicts.values()].filter((own) => own === kind).length;

async function judgeAll(options, rows, places) {
  const all = new Map();
  for (const engine of options.engines) {
    const report = (row, lines) => {
      if (options.json) {
        console.log(JSON.stringify({ engine: engine.name, case: row.name, differences: lines }));
      } else if (lines.length > 0) {
        console.log([`${engine.name}: ${row.name}`, ...lines.slice(0, maxLines)].join('\n  '));
      }
    };
    const verdicts = await judge(engine, rows, places, { limit: options.limit, report });
    all.set(engine.name, verdicts);
    if (options.json) continue;
    const [held, failed, excepted] = ['held', 'failed', 'excepted'].map(
      (kind) => countOf(verdicts, kind),
    );
    console.log(`${engine.name}: ${held + failed} rows, ${failed} failed, ${excepted} excepted`);
  }
  return all;
}

function hasColour() {
  const { FORCE_COLOR: forced, NO_COLOR: refused } = process.env;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return !refused && Boolean(process.stdout.isTTY);
}

async function main() {
  const options = readOptions();
  if (options.help) {
    process.stdout.write(help);
    return 0;
  }
  const families = [...engines.values()].map(({ family }) => family);
  let rows = readTable(join(here, 'cases.json'), [...names, ...families]);
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
  const verdicts = await judgeAll(options, rows, places);
  const all = [...verdicts.values()];
  const [held, failed] = ['held', 'failed'].map(
    (kind) => all.reduce((sum, own) => sum + countOf(own, kind), 0),
  );
  if (options.matrix) console.log(matrixOf(rows, verdicts, hasColour()));
  if (!options.json) console.log(`${held} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}

process.exitCode = await main().catch((error) => {
  if (error instanceof UsageError) console.error(`run: ${error.message}; see --help`);
  else if (error instanceof MissingPart || error instanceof TableError) {
    console.error(`run: ${error.message}`);
  } else throw error;
  return 2;
});
