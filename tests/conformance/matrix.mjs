// SPDX-License-Identifier: Apache-2.0
// tests/conformance/matrix.mjs: rows by engines, as text

const cells = {
  held: ['ok', '32'],
  failed: ['NO', '31;1'],
  excepted: [' -', '2'],
  none: [' .', '2'],
};

/**
 * `verdicts` has, for each engine by name, a map of rows' names to "held", "failed" or "excepted".
 * What it does not have there, that engine is not made for.
 */
export function matrixOf(rows, verdicts, hasColour) {
  const paint = (text, style) => (hasColour ? `\x1b[${style}m${text}\x1b[0m` : text);
  const names = [...verdicts.keys()];
  const legend = names.map((name, i) => `${String(i + 1).padStart(2)} ${name}`);
  const numbers = names.map((_, i) => String(i + 1).padStart(2)).join(' ');
  const lines = rows.map(({ name }) => {
    const kinds = names.map((engine) => verdicts.get(engine).get(name) ?? 'none');
    const line = kinds.map((kind) => paint(...cells[kind])).join(' ');
    return `${line}  ${kinds.includes('failed') ? paint(name, cells.failed[1]) : name}`;
  });
  const key = 'ok holds, NO does not, - excepted by the row, . not for this engine';
  return [...legend, key, numbers, ...lines, numbers].join('\n');
}
