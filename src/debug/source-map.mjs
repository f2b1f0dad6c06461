// SPDX-License-Identifier: Apache-2.0
// src/debug/source-map.mjs: lines of code as a source map, which wasm-opt keeps right, and back

import { decode, encode } from '@jridgewell/sourcemap-codec';

/** The source of code that is of no line: the format wasm-opt reads has no other way to say so. */
const nowhere = '';

/**
 * The source map of rows (line-table.mjs) for the module in which what is at an address of theirs is
 * at the offset `at(address)`, or nowhere.
 */
export function toSourceMap(stretches, at) {
  const sources = new Map([[nowhere, 0]]);
  const places = new Map();
  for (const { address, file, line, column, isEnd } of stretches.flat()) {
    const offset = at(address);
    if (offset === undefined) continue;
    const source = isEnd || line === 0 ? nowhere : file;
    if (!sources.has(source)) sources.set(source, sources.size);
    if (isEnd && places.has(offset)) continue; // where the next stretch begins
    places.set(offset, [offset, sources.get(source), Math.max(line - 1, 0), column]);
  }
  const segments = [...places.values()].sort(([a], [b]) => a - b);
  return JSON.stringify({
    version: 3, sources: [...sources.keys()], names: [], mappings: encode([segments]),
  });
}

/**
 * For each of `bodies`, Readers of function bodies in their order, the rows `{ address, file, line,
 * column }` that `text`, a source map, has for it; addresses count from `start`.
 */
export function fromSourceMap(text, bodies, start) {
  const { sources, mappings } = JSON.parse(text);
  const segments = decode(mappings).flat().filter((segment) => segment.length >= 4);
  let next = 0;
  return bodies.map(({ position, end }) => {
    const rows = [];
    while (next < segments.length && segments[next][0] < position) next += 1;
    for (; next < segments.length && segments[next][0] < end; next += 1) {
      const [offset, source, line, column] = segments[next];
      const isNowhere = sources[source] === nowhere;
      const row = {
        address: offset - start,
        file: isNowhere ? rows.at(-1)?.file : sources[source],
        line: isNowhere ? 0 : line + 1,
        column: isNowhere ? 0 : column,
      };
      if (row.file !== undefined) rows.push(row);
    }
    return rows;
  });
}
