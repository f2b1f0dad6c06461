// SPDX-License-Identifier: Apache-2.0
// tests/bench/peers-drawing.mjs: a contest as a drawing
import { chart } from './chart.mjs';
import { names } from './contenders.mjs';
import { bytes, middle, time } from './peers-table.mjs';

const native = [
  names.pages, names.small, names.cpp, names.assemblyScript, names.rustSdk, names.extism,
];
const groups = [native, [names.python, names.componentizePy]];

export function drawingOf({ forms, engines, edits, current, machine }) {
  const rows = groups.map((group) => {
    return group.filter((name) => forms[name]).map((name) => ({ name, ...forms[name] }));
  });
  const middles = (found, key) => Object.fromEntries(
    Object.entries(found).map(([name, values]) => [name, middle(values[key])]),
  );
  const sizes = Object.fromEntries(Object.entries(forms).map(([name, { raw }]) => [name, raw]));
  const { fresh } = engines[current];
  return chart({
    groups: rows.filter((group) => group.length > 0),
    panels: [
      { title: 'Size of echo', values: sizes, show: bytes },
      { title: 'New instance to its reply', values: middles(fresh, 'total'), show: time },
      {
        title: 'From edit to answer', values: middles(edits, 'total'),
        show: (seconds) => time(seconds * 1000),
      },
    ],
    note: `Logarithmic scales; ${current} on ${machine.cpus} processors, ${machine.processor}`,
  });
}
