// SPDX-License-Identifier: Apache-2.0
// tests/conformance/table.mjs: reads the table, refuses a row that says nothing, judges a report
//
// A row of the table:
//   name       unique
//   plugin     plugins/<plugin>.cpp, for every engine (<plugin>_plain: without exceptions); or
//   script     the text of a plugin.py, or null for none, run on the Python runtime; or
//   folder     scripts/<folder>, with a plugin.py and what else it has
//   wrapper    plugins/<wrapper>.cpp, the script's own runtime, with modules of its own
//   python     with a plugin: scripts/<plugin> must do the same, packed, as a row of its own called
//              "python <name>"; true, or the script's wrapper
//   files      {name: text, or {"hex": ...}} of further files in the script's folder
//   form       "folders" (the default): the runtime reads the script's folder; or "packed": the
//              module that se2-pack makes of it runs, with no folder at all
//   pack       further options of se2-pack, which runs in the script's folder
//   directories  {guest path: {name: text}} that the host opens besides
//   payload    text, or {"hex": "..."}, or {"repeat": "a", "count": 67108864}, or a list of these,
//              one after the other; "" by default; or
//   payloads   several of these, run one after the other
//   profile    "minimal" (the default), "e2core", "sat": the functions the host offers
//   lifetime   "fresh" (the default) or "reuse": one instance for all payloads
//   ident      the execution's id; random by default
//   request    {method, url, id, headers, params, state} of the HTTP request around the payload
//   services   what lies behind the host; what it answers may be given as a payload is:
//                http     {URL: answer}: {status, body}, or {echo: [header names]}, whose body is
//                         the method, these headers and the body it got, or {failure}, the error
//                         text of a server that hangs up
//                files    {path in the folder of static files: content}
//                secrets  {key: value}
//                queries  {name: {type, variables, answer}} of the database
//                cache    false: the host denies it
//   expect     what the last run gives, or an array of what each gives (null: as `each` says):
//                outcome            result, error, none, trap or host_error
//                output, output_hex, output_size
//                code, message, message_contains
//                log                [{level, and message, message_contains or message_size, its
//                                   UTF-8 bytes}]; [] by default
//                response_headers   {name: value}; {} by default
//                violations         how many; 0 by default
//   each       what the runs give of which `expect` says nothing; anything by default
//   distinct   true: no two of the runs give the same output
//   except     {engine: why it can't show the row}; "packed": why a script can't be run packed
import { readFileSync } from 'node:fs';

const rowKeys = [
  'name', 'plugin', 'script', 'folder', 'wrapper', 'files', 'form', 'pack', 'directories',
  'payload', 'payloads', 'profile', 'lifetime', 'ident', 'request', 'services', 'expect', 'each',
  'distinct', 'except',
];
const expectKeys = [
  'outcome', 'output', 'output_hex', 'output_size', 'output_any', 'code', 'message',
  'message_contains', 'log', 'response_headers', 'violations',
];
// What an outcome must be told apart by: one of each group.
const needed = {
  result: [['output', 'output_hex', 'output_size', 'output_any']],
  error: [['code'], ['message', 'message_contains']],
  none: [],
  trap: [],
  host_error: [['violations', 'message_contains']],
  refused: [['message', 'message_contains']],
};

const defaults = { profile: 'minimal', lifetime: 'fresh', form: 'folders', except: {} };

/** The table is wrong: the message names the row and its fault. */
export class TableError extends Error {}

/** The rows of the file, with defaults filled in and `expect` an array. */
export function readTable(file, engineNames) {
  const names = new Set();
  return parse(file).cases.flatMap(withPython).map((row) => {
    const fault = faultOf(row, names, engineNames);
    if (fault) throw new TableError(`${file}: row ${JSON.stringify(row.name)}: ${fault}`);
    names.add(row.name);
    const payloads = row.payloads ?? [row.payload ?? ''];
    return { ...defaults, ...row, payloads, expect: expectationsOf(row, payloads.length) };
  });
}

/** A row, and that of its script. */
function withPython({ python, ...row }) {
  if (python === undefined) return [row];
  const { plugin: folder, ...same } = row;
  const wrapper = python === true ? {} : { wrapper: python };
  return [row, { ...same, name: `python ${row.name}`, folder, form: 'packed', ...wrapper }];
}

function expectationsOf({ expect = null, each = null }, runs) {
  const those = Array.isArray(expect) ? expect : [...Array(runs - 1).fill(null), expect];
  return those.map((one) => one ?? each);
}

function parse(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new TableError(`${file}: ${error.message}`);
  }
}

function faultOf(row, names, engineNames) {
  const unknown = Object.keys(row).find((key) => !rowKeys.includes(key));
  if (unknown) return `no field is called ${unknown}`;
  if (!row.name || names.has(row.name)) return 'its name is missing or taken';
  const kinds = ['plugin', 'script', 'folder'].filter((key) => row[key] !== undefined);
  if (kinds.length !== 1) return 'one of plugin, script and folder';
  if (!['folders', 'packed', undefined].includes(row.form)) return `no form is called ${row.form}`;
  if (row.form === 'packed' && row.plugin) return 'only a script is packed';
  if (row.pack && row.form !== 'packed') return 'options of se2-pack, and not packed';
  if (row.payload !== undefined && row.payloads) return 'either payload or payloads';
  const known = [...engineNames, 'packed'];
  const engine = Object.keys(row.except ?? {}).find((name) => !known.includes(name));
  if (engine) return `no engine is called ${engine}`;
  const runs = row.payloads?.length ?? 1;
  if (Array.isArray(row.expect) && row.expect.length !== runs) return `it has ${runs} runs`;
  const expected = [row.expect, row.each].flat().filter(Boolean);
  if (expected.length === 0) return 'it expects nothing';
  return expected.map((expect) => expectationFault(expect, row)).find(Boolean);
}

function expectationFault(expect, { distinct }) {
  const unknown = Object.keys(expect).find((key) => !expectKeys.includes(key));
  if (unknown) return `nothing to expect is called ${unknown}`;
  const groups = needed[expect.outcome];
  if (!groups) return `no outcome is called ${expect.outcome}`;
  const missing = !distinct && groups.find((keys) => keys.every((key) => expect[key] === undefined));
  return missing ? `expects ${expect.outcome} and says nothing of its ${missing.join(' or ')}` : '';
}

/**
 * What the reports of a row's runs differ in: lines of text. A report is as of `se2-run --json`; a
 * log, headers or violations that are null could not be seen, and are not judged.
 */
export function differencesOf(row, reports) {
  if (reports.length !== row.payloads.length) {
    return [`expected ${row.payloads.length} runs, got ${reports.length}`];
  }
  const lines = row.expect.flatMap((expect, i) => {
    const its = expect ? differences(expect, reports[i]) : [];
    return row.payloads.length > 1 ? its.map((line) => `run ${i + 1}: ${line}`) : its;
  });
  return row.distinct ? [...lines, ...repetitions(reports)] : lines;
}

function repetitions(reports) {
  const outputs = reports.map(({ output_base64: output }) => output);
  return outputs.flatMap((output, i) => {
    const first = outputs.indexOf(output);
    return first < i ? [`run ${i + 1}: the output of run ${first + 1} once more`] : [];
  });
}

const show = (value) => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 200 ? `${text.slice(0, 200)}... (${text.length} characters)` : text;
};

function differences(expect, report) {
  const lines = [];
  const same = (what, wanted, got) => {
    if (wanted === undefined || JSON.stringify(wanted) === JSON.stringify(got)) return;
    lines.push(`${what}: expected ${show(wanted)}, got ${show(got)}`);
  };
  const contains = (what, part, got) => {
    if (part === undefined || got?.includes(part)) return;
    lines.push(`${what}: expected one with ${show(part)}, got ${show(got)}`);
  };
  const { message = null, violations = [], log = [] } = report;
  const output = report.output_base64 == null ? null : Buffer.from(report.output_base64, 'base64');
  same('outcome', expect.outcome, report.outcome);
  if (report.outcome !== expect.outcome && message) lines.push(`message: ${show(message)}`);
  same('code', expect.code, report.code);
  same('message', expect.message, message);
  contains('message', expect.message_contains, message);
  if (expect.output !== undefined) same('output', expect.output, output?.toString('utf8'));
  if (expect.output_hex !== undefined) same('output', expect.output_hex, output?.toString('hex'));
  same('output size', expect.output_size, output?.length);
  const { output_any: texts } = expect;
  if (texts && !texts.includes(output?.toString('utf8'))) {
    lines.push(`output: expected one of ${show(texts)}, got ${show(output?.toString('utf8'))}`);
  }
  const entries = log === null ? [] : (expect.log ?? []);
  if (log !== null && entries.length !== log.length) same('log', entries, log);
  else {
    entries.forEach((entry, i) => {
      same('log level', entry.level, log[i].level);
      same('log message', entry.message, log[i].message);
      contains('log message', entry.message_contains, log[i].message);
      same('log message size', entry.message_size, Buffer.byteLength(log[i].message));
    });
  }
  const { response_headers: headers = {} } = report;
  if (headers !== null) same('response headers', expect.response_headers ?? {}, headers);
  if (violations !== null && violations.length !== (expect.violations ?? 0)) {
    lines.push(`violations: expected ${expect.violations ?? 0}, got ${show(violations)}`);
  }
  return lines;
}
