// SPDX-License-Identifier: Apache-2.0
// src/python/packing/link-graph.mjs: what uses what in a linked Python runtime, cut at its modules
//
// Nodes are the functions, then the ranges of data that symbols name, then one node for all other
// data. Edges are the relocations, and the calls for what the linker wrote itself. CPython's table
// of built-in modules, entries of a name and an init function, is what makes the modules reachable:
// its edges to the init functions are left out, and each begins the reach of a module.
import { Failure } from '../../exceptions/failure.mjs';
import { isExportedFunction } from '../../exceptions/module.mjs';
import { readCalls } from './calls.mjs';
import { Memory, readSlots } from './image.mjs';
import { findNeeds } from './reachable.mjs';
import { readRelocations } from './relocations.mjs';

const tableName = '_PyImport_Inittab';
const entrySize = 8;
const largestAlignment = 16;

/** Ranges of memory that symbols name, by address; symbols that share bytes share the range. */
function findRanges(symbols) {
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
  // What lies between two symbols and is not more than alignment asks for is nobody's.
  ranges.forEach((range, index) => {
    const next = ranges[index + 1];
    if (next !== undefined && next.address - range.end < largestAlignment) range.end = next.address;
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
    this.ranges = findRanges(symbols);
    this.functions = module.functionTypes.length;
    this.rest = this.functions + this.ranges.length;
    const { calls, named } = readCalls(module);
    this.edges = [...calls, ...Array.from({ length: this.ranges.length + 1 }, () => [])];
    this.roots = this.#findRoots(symbols, named);
    this.table = this.#findTable(symbols);
    /** Names of the modules, and for each the node where it begins, if it has code of its own. */
    this.modules = [];
    this.starts = [];
    this.#readTable();
    this.#addCodeUses(code);
    this.#addDataUses(data);
  }

  /** For each node, the set of the modules that need it. */
  needs() {
    return findNeeds(this.edges, this.roots, this.starts);
  }

  #node(symbol) {
    if (symbol.kind === 'function') {
      if (symbol.index < this.functions) return symbol.index;
      throw new Failure(`malformed module: symbol ${symbol.name} of no function`, 'link it again');
    }
    return symbol.range === undefined ? undefined : this.functions + symbol.range;
  }

  #findRoots(symbols, named) {
    const { module } = this;
    const roots = [this.rest, ...named];
    for (const entry of module.exports) if (isExportedFunction(entry)) roots.push(entry.index);
    if (module.start >= 0) roots.push(module.start);
    for (const symbol of symbols) {
      const node = symbol.kept ? this.#node(symbol) : undefined;
      if (node !== undefined) roots.push(node);
    }
    return roots;
  }

  #findTable(symbols) {
    const found = symbols.find(({ kind, name }) => kind === 'data' && name === tableName);
    if (found?.range === undefined) {
      throw new Failure(`no table of built-in modules, ${tableName}`, 'link libpython into it');
    }
    return found;
  }

  #readTable() {
    const { memory, slots, table } = this;
    for (let at = table.address; at + entrySize <= table.address + table.size; at += entrySize) {
      const name = memory.u32(at);
      const init = memory.u32(at + 4);
      if (name === 0) break;
      this.modules.push(memory.text(name));
      this.starts.push(init === 0 ? [] : [slots.get(init)]);
      if (init !== 0 && !slots.has(init)) {
        throw new Failure(
          `${tableName}: ${memory.text(name)} begins at slot ${init}, where no function is`,
          'link it again',
        );
      }
    }
  }

  #addCodeUses(uses) {
    const { bodies, importedFunctions } = this.module;
    for (const { position, symbol } of uses) {
      const target = this.#node(symbol);
      if (target === undefined) continue;
      const at = lastBefore(bodies, position, (body) => body.position);
      const inside = at >= 0 && position < bodies[at].end;
      this.edges[inside ? importedFunctions + at : this.rest].push(target);
    }
  }

  #addDataUses(uses) {
    const { table, memory, ranges } = this;
    for (const { position, symbol } of uses) {
      const target = this.#node(symbol);
      if (target === undefined) continue;
      const address = memory.addressOf(position);
      const inTable = address >= table.address && address < table.address + table.size;
      if (inTable && (address - table.address) % entrySize === 4) continue;
      const at = lastBefore(ranges, address, (range) => range.address);
      const inside = at >= 0 && address < ranges[at].end;
      this.edges[inside ? this.functions + at : this.rest].push(target);
    }
  }
}
