// SPDX-License-Identifier: Apache-2.0
// src/python/packing/link-graph.mjs: what uses what in a linked Python runtime, cut at its modules
//
// Nodes are the functions, then the ranges of data that symbols name, then one node for all other
// data. Edges are the relocations, and the calls for what the linker wrote itself. The tables of
// built-in modules, entries of a name and an init function, are what makes the modules reachable:
// their edges to the init functions are left out, and each begins the reach of a module.
//
// One part more is what only Python's start and packing run and read. What they have made is in the
// memory of a packed module, and may refer to all data that they know and to all functions of the
// table: of these nothing goes, but for what is only copied from: the bytes of frozen modules and
// the initial state of CPython's runtime.
import { Failure } from '../../exceptions/failure.mjs';
import { isExportedFunction } from '../../exceptions/module.mjs';
import { readCalls } from './calls.mjs';
import { Memory, readSlots } from './image.mjs';
import { isForPacking, packingPart } from './packing-part.mjs';
import { findNeeds } from './reachable.mjs';
import { readRelocations } from './relocations.mjs';

const tableNames = ['_PyImport_Inittab', 'se2_sdk_modules']; // CPython's; sdk_modules.cpp
const entrySize = 8;
const largestAlignment = 16;

const packingTable = 'se2_only_before_packing'; // plugin.cpp
const frozenModule = /^_Py_M__/;
const initialState = /^initial$/; // Python/pystate.c

/** Ranges of memory that symbols name, by address; symbols that share bytes share the range. */
function findRanges(symbols, memory) {
  const sized = symbols.filter(({ kind, size }) => kind === 'data' && size > 0);
  sized.sort((left, right) => left.address - right.address);
  const ranges = [];
  for (const symbol of sized) {
    const end = symbol.address + symbol.size;
    let last = ranges[ranges.length - 1];
    if (last === undefined || symbol.address >= last.end) {
      last = { address: symbol.address, end };
      ranges.push(last);
    } else if (end > last.end) last.end = end;
    symbol.range = ranges.length - 1;
  }
  // Zeroes between two symbols that are not more than alignment asks for are nobody's.
  ranges.forEach((range, index) => {
    const gap = (ranges[index + 1]?.address ?? Infinity) - range.end;
    if (gap >= largestAlignment) return;
    const between = memory.view(range.end, gap);
    if (between.length === gap && between.every((byte) => byte === 0)) range.end += gap;
  });
  return ranges;
}

/** Position in `items`, ordered by `start`, of the last that starts at or before `value`; or -1. */
function lastBefore(items, value, start) {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (start(items[middle]) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The graph of a module that was linked with --emit-relocs, as readModule answers it. */
export class LinkGraph {
  constructor(module) {
    this.module = module;
    this.memory = new Memory(module);
    this.slots = readSlots(module);
    const { symbols, code, data } = readRelocations(module, this.memory.segments);
    this.ranges = findRanges(symbols, this.memory);
    this.functions = module.functionTypes.length;
    this.rest = this.functions + this.ranges.length;
    const { calls, named } = readCalls(module);
    this.edges = [...calls, ...Array.from({ length: this.ranges.length + 1 }, () => [])];
    this.tables = tableNames.map((name) => findTable(symbols, name));
    /** Names of the parts, and for each the nodes where it begins, if it has any of its own. */
    this.parts = [];
    this.starts = [];
    this.tables.forEach((table) => this.#readTable(table));
    this.parts.push(packingPart);
    this.starts.push(exportsOf(module, isForPacking));
    this.roots = this.#findRoots(symbols, named);
    this.#addDataUses(data, findData(symbols, packingTable));
    this.#addCodeUses(code);
  }

  /** For each node, the set of the parts that need it. */
  needs() {
    return findNeeds(this.edges, this.roots, this.starts);
  }

  get #packing() {
    return this.starts[this.starts.length - 1];
  }

  #node(symbol) {
    if (symbol.kind === 'function') {
      if (symbol.index < this.functions) return symbol.index;
      throw new Failure(
        `malformed module: a symbol of function ${symbol.index}, which does not exist`,
        'link it again',
      );
    }
    return symbol.range === undefined ? undefined : this.functions + symbol.range;
  }

  #findRoots(symbols, named) {
    const { module } = this;
    const roots = [this.rest, ...named, ...exportsOf(module, (entry) => !isForPacking(entry))];
    if (module.start >= 0) roots.push(module.start);
    for (const symbol of symbols) {
      const node = symbol.kept ? this.#node(symbol) : undefined;
      if (node !== undefined && !this.#packing.includes(node)) roots.push(node);
    }
    return roots;
  }

  #readTable(table) {
    const { memory, slots } = this;
    for (let at = table.address; at + entrySize <= table.address + table.size; at += entrySize) {
      const name = memory.u32(at);
      const init = memory.u32(at + 4);
      if (name === 0) break;
      this.parts.push(memory.text(name));
      this.starts.push(init === 0 ? [] : [slots.get(init)]);
      if (init !== 0 && !slots.has(init)) {
        throw new Failure(
          `${table.name}: ${memory.text(name)} begins at slot ${init}, where no function is`,
          'link it again',
        );
      }
    }
  }

  #addDataUses(uses, beforePacking) {
    const { tables, memory, ranges } = this;
    const isInit = (address) => tables.some(
      (table) => isWithin(address, table) && (address - table.address) % entrySize === 4,
    );
    for (const { position, symbol } of uses) {
      const target = this.#node(symbol);
      if (target === undefined) continue;
      const address = memory.addressOf(position);
      if (isInit(address)) continue;
      if (isWithin(address, beforePacking) || frozenModule.test(symbol.name)) {
        this.#packing.push(target);
        continue;
      }
      const at = lastBefore(ranges, address, (range) => range.address);
      const inside = at >= 0 && address < ranges[at].end;
      this.edges[inside ? this.functions + at : this.rest].push(target);
    }
  }

  #addCodeUses(uses) {
    const { bodies, importedFunctions } = this.module;
    const held = new Map();
    const copied = [];
    for (const { position, symbol, isCall } of uses) {
      const target = this.#node(symbol);
      if (target === undefined || isCall) continue;
      const at = lastBefore(bodies, position, (body) => body.position);
      const inside = at >= 0 && position < bodies[at].end;
      const user = inside ? importedFunctions + at : this.rest;
      if (frozenModule.test(symbol.name)) this.#packing.push(target);
      else if (initialState.test(symbol.name)) copied.push([user, target]);
      else if (held.has(user)) held.get(user).push(target);
      else held.set(user, [target]);
    }
    // So far, the edges between functions are calls.
    for (const user of this.#calledFrom(this.#packing)) this.roots.push(...(held.get(user) ?? []));
    for (const [user, targets] of held) this.edges[user].push(...targets);
    for (const [user, target] of copied) this.edges[user].push(target);
  }

  #calledFrom(functions) {
    const found = new Set(functions);
    for (const node of found) {
      if (node < this.functions) this.edges[node].forEach((target) => found.add(target));
    }
    return found;
  }
}

const findData = (symbols, wanted) =>
  symbols.find(({ kind, name }) => kind === 'data' && name === wanted);

function findTable(symbols, name) {
  const found = findData(symbols, name);
  if (found?.range === undefined) {
    throw new Failure(`no table of built-in modules, ${name}`, 'link the Python adapter into it');
  }
  return found;
}

const isWithin = (address, symbol) =>
  symbol !== undefined && address >= symbol.address && address < symbol.address + symbol.size;

/** The indexes of the exported functions that are `wanted`. */
export function exportsOf(module, wanted) {
  const found = module.exports.filter((entry) => isExportedFunction(entry) && wanted(entry));
  return found.map(({ index }) => index);
}
