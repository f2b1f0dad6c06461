// SPDX-License-Identifier: Apache-2.0
// src/python/packing/parts.mjs: what each built-in module brings, in the optimised runtime
//
// The optimiser inlines, merges and reorders functions, but leaves data and the table where they
// are and invents no use of either. What runs in the optimised module is therefore reached by
// direct calls from an export or from a slot of the table, and a slot is used only by what uses the
// function that the linker put there: the link's graph says which modules that is.
import { Failure } from '../../exceptions/failure.mjs';
import { readCalls } from './calls.mjs';
import { Memory, readSlots } from './image.mjs';
import { exportsOf } from './link-graph.mjs';
import { isForPacking, packingPart } from './packing-part.mjs';
import { everyPart, findNeeds, partsIn } from './reachable.mjs';

function refusePair(difference) {
  throw new Failure(
    `not the optimised form of the linked module: ${difference}`,
    'give the two files of one link',
  );
}

function checkSlots(graph, module, slots) {
  if (slots.size !== graph.slots.size) {
    refusePair(`${slots.size} functions in the table, in the linked module ${graph.slots.size}`);
  }
  const type = ({ types, functionTypes }, index) => types[functionTypes[index]].key;
  for (const [slot, index] of graph.slots) {
    const other = slots.get(slot);
    if (other === undefined || type(graph.module, index) !== type(module, other)) {
      refusePair(`slot ${slot} of the table has another type of function`);
    }
  }
}

function checkMemory(graph, module) {
  for (const { address, end, position } of new Memory(module).segments) {
    const data = module.bytes.subarray(position, position + end - address);
    if (Buffer.compare(data, graph.memory.view(address, data.length)) !== 0) {
      refusePair(`the data at address ${address} differs`);
    }
  }
}

/** For each function of the optimised module, the set of the parts that need it. */
function findFunctionNeeds(graph, linkNeeds, module, { calls, named }) {
  const slots = readSlots(module);
  checkSlots(graph, module, slots);
  const roots = [...named, ...exportsOf(module, (entry) => !isForPacking(entry))];
  if (module.start >= 0) roots.push(module.start);
  const starts = graph.parts.map(() => []);
  starts[graph.parts.indexOf(packingPart)].push(...exportsOf(module, isForPacking));
  for (const [slot, index] of graph.slots) {
    const set = linkNeeds[index];
    if (set === everyPart || set === 0n) roots.push(slots.get(slot));
    else for (const part of partsIn(set)) starts[part].push(slots.get(slot));
  }
  return findNeeds(calls, roots, starts);
}

/** Adds `count` things from `start` on to ranges that are in order. */
function addRange(ranges, start, count) {
  const last = ranges[ranges.length - 1];
  if (last !== undefined && last[0] + last[1] === start) last[1] += count;
  else ranges.push([start, count]);
}

/**
 * The modules of a Python runtime, and in groups the functions, imported ones too, and the data that
 * the program needs only for some of them; and where its code calls imported functions. `graph` is
 * the LinkGraph of the runtime as it was linked, `module` the same runtime optimised.
 */
export function findParts(graph, module) {
  checkMemory(graph, module);
  const linkNeeds = graph.needs();
  const groups = new Map();
  const groupOf = (set) => {
    if (!groups.has(set)) {
      const modules = partsIn(set).map((part) => graph.parts[part]);
      groups.set(set, { modules, functions: [], data: [], code: 0 });
    }
    return groups.get(set);
  };
  const some = (set) => set !== everyPart && set !== 0n;
  const { importedFunctions, bodySizes, functionTypes } = module;
  const uses = readCalls(module);
  findFunctionNeeds(graph, linkNeeds, module, uses).forEach((set, index) => {
    if (!some(set)) return;
    const group = groupOf(set);
    addRange(group.functions, index, 1);
    group.code += bodySizes[index - importedFunctions] ?? 0;
  });
  graph.ranges.forEach(({ address, end }, position) => {
    const set = linkNeeds[graph.functions + position];
    if (!some(set) || graph.memory.view(address, end - address).every((byte) => byte === 0)) return;
    addRange(groupOf(set).data, address, end - address);
  });
  return {
    functionCount: functionTypes.length,
    importCount: importedFunctions,
    importCalls: uses.importCalls,
    modules: graph.parts.filter((name) => name !== packingPart),
    groups: [...groups.values()],
  };
}
