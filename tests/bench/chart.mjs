// SPDX-License-Identifier: Apache-2.0
// tests/bench/chart.mjs: bars on logarithmic scales, a panel for each figure, as SVG
const width = { names: 200, panel: 200, gap: 22, value: 62 };
const height = { top: 58, row: 24, bar: 12, group: 14, bottom: 40 };

const style = `
  text { font: 13px system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif }
  .paper { fill: #ffffff; stroke: #d0d7de }
  .name, .title { fill: #1f2328 }
  .title, .own { font-weight: 600 }
  .value, .note { fill: #59636e; font-size: 12px }
  .bar { fill: #afb8c1 }
  .bar.own { fill: #0969da }
  .track { stroke: #d0d7de }
  @media (prefers-color-scheme: dark) {
    .paper { fill: #0d1117; stroke: #3d444d }
    .name, .title { fill: #f0f6fc }
    .value, .note { fill: #9198a1 }
    .bar { fill: #656c76 }
    .bar.own { fill: #4493f8 }
    .track { stroke: #3d444d }
  }`;

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const text = (x, y, kind, words, anchor = 'start') =>
  `<text x="${x}" y="${y}" class="${kind}" text-anchor="${anchor}">${escaped(words)}</text>`;

/**
 * `groups`: lists of `{ name, isOurs }`, drawn apart. `panels`: `{ title, values, show }`, values
 * by name, of which some may be missing, and `show` gives one as text. `note` stands below.
 */
export function chart({ groups, panels, note }) {
  const rows = groups.flatMap((forms, group) => forms.map((form) => ({ ...form, group })));
  const yOf = (i) => height.top + i * height.row + rows[i].group * height.group;
  const bottom = yOf(rows.length - 1) + height.row;
  const size = {
    width: width.names + panels.length * (width.panel + width.gap) + width.gap,
    height: bottom + height.bottom,
  };
  const labels = rows.map(({ name, isOurs }, i) => {
    return text(width.names - 8, yOf(i) + 16, isOurs ? 'name own' : 'name', name, 'end');
  });
  const drawn = panels.map((panel, i) => {
    const left = width.names + i * (width.panel + width.gap);
    return drawPanel(panel, left, rows, yOf);
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" `
    + `viewBox="0 0 ${size.width} ${size.height}" role="img">
<title>${escaped(panels.map(({ title }) => title).join(', '))}</title>
<style>${style}
</style>
<rect class="paper" x="0.5" y="0.5" width="${size.width - 1}" height="${size.height - 1}" rx="6"/>
${[...labels, ...drawn, text(16, size.height - 14, 'note', note)].join('\n')}
</svg>
`;
}

function drawPanel({ title, values, show }, left, rows, yOf) {
  const known = rows.map(({ name }) => values[name]).filter((value) => value !== undefined);
  const [least, most] = [Math.log(Math.min(...known)), Math.log(Math.max(...known))];
  const room = width.panel - width.value;
  const shortest = 6;
  const length = (value) => {
    const share = most === least ? 1 : (Math.log(value) - least) / (most - least);
    return shortest + share * (room - shortest);
  };
  const bars = rows.flatMap(({ name, isOurs }, i) => {
    const value = values[name];
    if (value === undefined) return [];
    const end = length(value).toFixed(1);
    const y = yOf(i) + (height.row - height.bar) / 2;
    return [
      `<rect class="bar${isOurs ? ' own' : ''}" x="${left}" y="${y}" width="${end}" `
        + `height="${height.bar}" rx="2"/>`,
      text(left + Number(end) + 6, yOf(i) + 16, 'value', show(value)),
    ];
  });
  const [top, bottom] = [height.top - 6, yOf(rows.length - 1) + height.row + 2];
  return [
    text(left, height.top - 22, 'title', title),
    `<line class="track" x1="${left - 0.5}" x2="${left - 0.5}" y1="${top}" y2="${bottom}"/>`,
    ...bars,
  ].join('\n');
}
