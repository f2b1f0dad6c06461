// SPDX-License-Identifier: Apache-2.0
// tests/bench/scores.mjs: what ours are to reach, against what a contest found of the others
import { Figures } from './figures.mjs';
import { differences, ratios } from './statistics.mjs';
import { names } from './contenders.mjs';

const exact = { isExact: true };

/** Rows of `Figures`; one whose contenders weren't all there is left out. */
export function scoresOf(contest) {
  const figures = new Figures();
  sizes(figures, contest);
  calls(figures, contest);
  python(figures, contest);
  return figures.rows;
}

function sizes(figures, { forms, hellos }) {
  const add = (what, found, target) => {
    if (found) figures.add(what, found.raw, 'B', { ...exact, target });
  };
  add('echo, C++, page_memory', forms[names.pages], 650);
  add('hello, C++, ALLOCATOR small NO_EXCEPTIONS', hellos[names.smallPlain], 2200);
  add('hello, C++, ALLOCATOR small', hellos[names.small], 6000);
  const smallest = (list, isOurs) => Math.min(...Object.values(list)
    .filter((each) => each.isOurs === isOurs).map(({ raw }) => raw));
  const { [names.wat]: bare, ...others } = forms;
  for (const [what, list] of [['echo', others], ['hello', hellos]]) {
    const [own, other] = [smallest(list, true), smallest(list, false)];
    if (!Number.isFinite(other)) continue;
    figures.add(`${what}, the smallest of ours to the smallest of others`, own / other, 'x', {
      ...exact, target: 1, note: `${own} against ${other} B`,
    });
  }
}

/** Against a plugin that does nothing but what the host wants, by hand. */
function calls(figures, { engines, fuel }) {
  const above = between(fuel?.small, 'total', names.pages, names.wat, differences);
  if (above) {
    figures.add('instructions of a call above bare WAT', above, '', { ...exact, target: 60 });
  }
  for (const [engine, { small }] of Object.entries(engines)) {
    const times = between(small, 'total', names.pages, names.wat);
    const target = engine.startsWith('Node') ? 1.1 : 1.05;
    figures.add(`call of 64 B to bare WAT, ${engine}`, times, 'x', { target });
  }
}

function python(figures, contest) {
  const { forms, edits, engines, server, current: newest, native } = contest;
  const add = (what, values, target, options) => {
    if (values) figures.add(what, values, 'x', { target, ...options });
  };
  const current = engines[newest];
  const to = (table, key) => between(table, key, names.python, names.componentizePy);
  const bytes = (key) => {
    const [own, other] = [names.python, names.componentizePy].map((name) => forms[name]?.[key]);
    return other && own / other;
  };
  const title = 'packed Python to componentize-py';
  add(`${title}: size`, bytes('raw'), 0.2, exact);
  add(`${title}: gzip`, bytes('gzip'), undefined, exact);
  add(`${title}: new instance to reply`, to(current.fresh, 'total'), 0.25);
  add(`${title}: call of 64 B`, to(current.small, 'total'), 0.5);
  add(`${title}: call of 1 MiB`, to(current.large, 'total'));
  add(`${title}: packing`, to(edits, 'build'), 0.2);
  add(`${title}: edit to answer`, to(edits, 'total'));
  add(`${title}: compilation`, to(current.compile, 'cpu'));
  add(`${title}: private memory`, to(current.memory, 'bytes'), 1, exact);
  const toRust = (table) => between(table, 'total', names.python, names.rustSdk);
  const on = 'packed Python to the Rust SDK';
  add(`${on}: new instance to reply, ${native}`, toRust(engines[native]?.fresh), 8);
  add(`${on}: request to E2 Core's server`, toRust(server), 1.3);
}

/** What becomes of one form's values and another's, or null where one has none. */
function between(table, key, own, other, how = ratios) {
  if (!table?.[own]?.[key] || !table[other]?.[key]) return null;
  return how(table[own][key], table[other][key]);
}
