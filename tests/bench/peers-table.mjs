// SPDX-License-Identifier: Apache-2.0
// tests/bench/peers-table.mjs: a contest as tables in Markdown
import { names } from './contenders.mjs';
import { ratios, short, summary } from './statistics.mjs';

const scaled = (value, units) => {
  const [, size, unit] = units.find(([least]) => value >= least) ?? units.at(-1);
  return `${short(value / size)} ${unit}`;
};
export const bytes = (value) => scaled(value, [[1e6, 1e6, 'MB'], [1e4, 1e3, 'kB'], [0, 1, 'B']]);
export const time = (milliseconds) => {
  return scaled(milliseconds, [[1e3, 1e3, 's'], [0.1, 1, 'ms'], [0, 1e-3, 'µs']]);
};
export const middle = (values) => summary(values).median;

const row = (cells) => `| ${cells.join(' | ')} |`;
function table(heading, rows) {
  const rule = heading.map((_, i) => (i === 0 ? '---' : '---:'));
  return [row(heading), row(rule), ...rows.map(row)].join('\n');
}

// Of a form in a table of values, as text; nothing where it was not measured.
const cell = (found, name, key, text) => (found?.[name]?.[key] ? text(found[name][key]) : '');
const timeOf = (values) => time(middle(values));

/** The time, and how many times that of bare WAT in the same rounds. */
function timeToWat(found, name) {
  const bare = found?.[names.wat]?.total;
  return cell(found, name, 'total', (values) => {
    if (!bare || name === names.wat) return timeOf(values);
    return `${timeOf(values)} (${short(middle(ratios(values, bare)))}x)`;
  });
}

function programs({ forms, hellos, edits, server }) {
  const loop = ['build', 'edit to answer'];
  const heading = ['', 'echo', 'gzip', 'hello', 'gzip', ...loop, 'request to E2 Core'];
  const size = (found, key) => (found ? bytes(found[key]) : '');
  const rows = Object.keys(forms).map((name) => [
    name, size(forms[name], 'raw'), size(forms[name], 'gzip'),
    size(hellos[name], 'raw'), size(hellos[name], 'gzip'),
    ...['build', 'total'].map((key) => {
      return cell(edits, name, key, (seconds) => time(middle(seconds) * 1000));
    }),
    cell(server, name, 'total', timeOf),
  ]);
  return table(heading, rows);
}

function engineTable({ forms }, found, fuel) {
  const heading = ['', 'compile', 'new instance to reply', 'call, 64 B', 'call, 1 MiB'];
  const hasMemory = Object.values(found.memory).some(({ bytes: values }) => values);
  if (hasMemory) heading.push('memory');
  if (fuel) heading.push('instructions, instance', 'call');
  const rows = Object.keys(forms).filter((name) => found.fresh[name]).map((name) => [
    name, cell(found.compile, name, 'cpu', timeOf),
    ...['fresh', 'small', 'large'].map((figure) => timeToWat(found[figure], name)),
    ...(hasMemory ? [cell(found.memory, name, 'bytes', (values) => bytes(middle(values)))] : []),
    ...(fuel ? ['fresh', 'small'].map((figure) => {
      return cell(fuel[figure], name, 'total', (counts) => String(Math.round(middle(counts))));
    }) : []),
  ]);
  return table(heading, rows);
}

function scores(rows) {
  const lines = rows.map(({ what, median, low, high, unit, target, verdict, note }) => [
    what, `${short(median)} ${unit}`.trim(), low === high ? '' : `${short(low)} to ${short(high)}`,
    target === undefined ? '' : `${short(target)} ${unit}`.trim(), verdict ?? '', note,
  ]);
  return table(['', 'median', 'quartiles', 'at most', '', ''], lines);
}

/** All of it. */
export function markdownOf(contest) {
  const { engines, fuel, current, machine, missing, rows } = contest;
  const parts = [
    '# Plugins of the same kind, measured', introduction(machine),
    ...missing.map((text) => `Not there: ${text}`),
    '## Programs', programs(contest),
  ];
  for (const [engine, found] of Object.entries(engines)) {
    const own = engine === current ? fuel : null;
    parts.push(`## ${engine}`, engineTable(contest, found, own));
  }
  parts.push('## Targets', scores(rows));
  return `${parts.join('\n\n')}\n`;
}

const loadText = (load) => load.map((each) => each.toFixed(1)).join(' to ');

const introduction = ({ processor, cpus, load }) => `\
Made by \`tests/bench/peers\`, which builds all of them: echo, and hello for the edit loop. Medians
of rounds in which all take turns; a ratio, to bare WAT or in the targets, is the median of the
rounds' own. ${cpus} processors, ${processor}, load ${loadText(load)}.

- build: from a changed source to the module. Edit to answer: then on to the answer in a new
  process, by se2-run, or by wasmtime where it is a component.
- compile: processor time of the engine's own compiler; Node compiles most of it later, as it runs.
- memory: what each of many instances has written, and so has for itself, after its first reply.
- instructions: the engine's fuel, which no load of the machine changes.`;
