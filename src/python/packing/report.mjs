// SPDX-License-Identifier: Apache-2.0
// src/python/packing/report.mjs: the report of a packing in words

export const megabytes = (bytes) => (bytes / 1e6).toFixed(2);
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

/** The text of `--report`: `report` is what `--json` gives. */
export function describe(report) {
  const sections = [
    summary(report),
    table('Packages', report.packages, ({ name, files, bytes }) => [
      kilobytes(bytes), `${files} files`, name,
    ]),
    table('Files', report.files, ({ path, size, why }) => [kilobytes(size), path, why]),
    list('Built-in modules kept', report.builtins),
    list('Built-in modules left out', report.left_out),
    list('Native extensions left out', report.native),
    list('Links left out, which lead out of their folder or nowhere', report.links),
    list('Left out by --exclude', report.excluded.map(nameOf)),
    list('Imported but not there', report.absent.map(
      ({ name, importers }) => `${name} (by ${importers.join(', ')})`)),
  ];
  return `${sections.filter(Boolean).join('\n\n')}\n`;
}

const nameOf = (entry) => entry.name ?? entry.path ?? entry;

function summary({ output, bytes, gzip_bytes: compressed, memory, milliseconds }) {
  return `${output}: ${megabytes(bytes)} MB, ${megabytes(compressed)} MB as gzip; ` +
    `an instance takes ${megabytes(memory)} MB; packed in ${milliseconds} ms`;
}

function table(title, rows, columns) {
  if (rows.length === 0) return '';
  const cells = rows.map(columns);
  const widths = cells[0].map((_, column) =>
    Math.max(...cells.map((row) => row[column].length)));
  const lines = cells.map((row) =>
    row.map((cell, column) => pad(cell, widths[column], column, row.length)).join('  '));
  return [title, ...lines.map((line) => `  ${line}`)].join('\n');
}

function pad(cell, width, column, columns) {
  if (column === columns - 1) return cell;
  return column === 0 ? cell.padStart(width) : cell.padEnd(width);
}

function list(title, names) {
  return names.length === 0 ? '' : `${title}\n  ${names.join('\n  ')}`;
}
