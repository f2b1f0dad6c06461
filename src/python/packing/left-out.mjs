// SPDX-License-Identifier: Apache-2.0
// src/python/packing/left-out.mjs: what of a runtime goes with which built-in modules (reach.mjs)

import { readFileSync } from 'node:fs';
import { SetupError } from '../../host/errors.mjs';
import { packingPart } from './packing-part.mjs';

/** The file beside a runtime that `readParts` reads. */
export const partsFile = (runtime) => `${runtime.replace(/\.wasm$/, '')}.parts.json`;

/** What is written of `runtime`, a Runtime, in the file beside it. */
export function readParts(runtime) {
  const file = partsFile(runtime.file);
  const parts = read(file);
  const { functionCount } = runtime;
  if (parts?.functionCount !== functionCount) {
    throw unreadable(file, 'it is that of another runtime');
  }
  const largest = { functions: functionCount, data: memorySize };
  const hasGroups = isListOf(parts.groups, (group) => isGroup(group, largest));
  if (hasGroups && runtime.callsImportsAt(parts.importCalls)) return new Parts(parts);
  throw unreadable(file, 'it is damaged');
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw unreadable(file, error.code ?? error.message);
  }
}

function unreadable(file, problem) {
  return new SetupError(
    `${file}: cannot be read (${problem})`,
    'It is written beside the runtime when that is built; copy both.',
  );
}

const isListOf = (value, isItem) => Array.isArray(value) && value.every(isItem);

function isGroup(group, largest) {
  const isIn = (limit) => (range) => {
    const [first, count] = isListOf(range, Number.isSafeInteger) ? range : [];
    return first >= 0 && count >= 0 && first + count <= limit;
  };
  return isListOf(group?.modules, (name) => typeof name === 'string') &&
    isListOf(group.functions, isIn(largest.functions)) && isListOf(group.data, isIn(largest.data));
}

const numbers = ([first, count]) => Array.from({ length: count }, (_, index) => first + index);

const memorySize = 2 ** 32;
const worthwhile = 1 << 17;
const mostRooms = 8; // heap.cpp

/** Ranges that follow each other as one, the longest first. */
function joined(ranges) {
  const result = [];
  for (const [start, size] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last && last[0] + last[1] === start) last[1] += size;
    else result.push([start, size]);
  }
  return result.sort((a, b) => b[1] - a[1]);
}

class Parts {
  #groups;

  constructor({ groups, importCalls }) {
    this.#groups = groups;
    /** Where the runtime's code calls imported functions (calls.mjs). */
    this.importCalls = importCalls;
  }

  /**
   * What goes where of the built-in modules only `kept` are: `forgotten`, the modules;
   * `functions`, a set of indexes; `data`, a list of `[address, size]`, and `rooms`, its longest
   * stretches; `lastData`, more data, which packing itself needs.
   */
  without(kept) {
    const isKept = new Set(kept);
    const groups = this.#groups.filter(({ modules }) => !modules.some((name) => isKept.has(name)));
    const forPacking = ({ modules }) => modules.includes(packingPart);
    const modules = new Set(groups.flatMap((group) => group.modules));
    modules.delete(packingPart);
    const dataOf = (some) => some.flatMap((group) => group.data);
    const data = dataOf(groups.filter((group) => !forPacking(group)));
    return {
      forgotten: [...modules].sort(),
      functions: new Set(groups.flatMap((group) => group.functions.flatMap(numbers))),
      data,
      rooms: joined(data).filter(([, size]) => size >= worthwhile).slice(0, mostRooms),
      lastData: dataOf(groups.filter(forPacking)),
    };
  }
}
