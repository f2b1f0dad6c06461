// SPDX-License-Identifier: Apache-2.0
// tests/bench/figures.mjs: the figures and their targets, each from rounds in one run

import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { bareNode, inNewProcess, NodeHost, WasmtimeHost } from './hosts.mjs';
import { differences, inTurn, ratios, summary } from './statistics.mjs';

const mebibyte = 2 ** 20;

/** Rows `{ what, median, low, high, unit, target, isExact, note }`; targets are upper bounds. */
export class Figures {
  rows = [];

  /** `isExact`: it does not depend on how fast the machine is. */
  add(what, values, unit, { target, isExact = false, note = '' } = {}) {
    this.rows.push({ what, ...summary([values].flat()), unit, target, isExact, note });
  }

  /** What the packed form takes of what another one does; packed again, it tells the noise. */
  ratio(what, key, results, { packed, again, other }, { unit = 'ms', ...rest } = {}) {
    const [own, same, others] = [packed, again, other].map((form) => results[form.name][key]);
    const [left, right] = [own, others].map((values) => summary(values).median.toFixed(3));
    const noise = summary(ratios(same, own));
    const bounds = [noise.low, noise.high].map((value) => value.toFixed(2)).join('..');
    const note = `${left} against ${right} ${unit}; the same twice ${bounds}`;
    this.add(what, ratios(own, others), 'x', { note, ...rest });
  }
}

const again = (form) => ({ ...form, name: `${form.name} again` });
const pairOf = ({ packed, directories }) => ({ packed, again: again(packed), other: directories });
const listOf = ({ packed, again: same, other }) => [packed, same, other];

export function sizes(figures, { reversal }) {
  const bytes = readFileSync(reversal.packed.file);
  const exact = { isExact: true };
  figures.add('word reversal, size', bytes.length / 1e6, 'MB', { ...exact, target: 3.9 });
  const compressed = gzipSync(bytes, { level: 9 }).length / 1e6;
  figures.add('word reversal, gzip', compressed, 'MB', { ...exact, target: 1.2 });
  const fileFunctions = WebAssembly.Module.imports(new WebAssembly.Module(bytes))
    .filter(({ name }) => /^(fd|path)_/.test(name));
  figures.add('word reversal, WASI file functions', fileFunctions.length, '', {
    ...exact, target: 0,
  });
}

/** The whole command, Node's start included. */
export async function packing(figures, { makers }, { packs }) {
  const forms = [{ name: 'packing' }];
  const measure = () => ({ total: makers.reversal().seconds });
  const { packing: times } = await inTurn({ forms, rounds: packs, measure });
  figures.add('word reversal, se2-pack', times.total, 's', { target: 1 });
}

export async function onNode(figures, { library, payload, reversal, seed, echo }, count) {
  const host = await NodeHost.open(library, payload);
  const pair = pairOf(reversal);
  const fresh = await inTurn({
    forms: [...listOf(pair), ...(seed ? Object.values(seed) : [])],
    rounds: count.fresh, warmUp: count.warmUp,
    measure: (form) => host.fresh(form),
  });
  const { total, start, call, memory } = fresh[pair.packed.name];
  const parts = [start, call].map((values) => summary(values).median.toFixed(2));
  figures.ratio('Node, new instance to reply', 'total', fresh, pair, { target: 1 / 9 });
  figures.add('Node, new instance to reply', total, 'ms', {
    target: 2.5, note: `${parts[0]} to instantiate and start, ${parts[1]} for the call`,
  });
  figures.add('memory at the first reply', memory.map((bytes) => bytes / mebibyte), 'MiB', {
    target: 6, isExact: true,
  });
  if (seed) {
    const own = { packed: seed.packed, again: seed.packed };
    figures.ratio('Node, the seed\'s plugin against its C wrapper', 'total', fresh, {
      ...own, other: seed.wrapper,
    });
    figures.ratio('Node, the seed\'s plugin against directories', 'total', fresh, {
      ...own, other: seed.directories,
    });
  }

  const echoes = pairOf(echo);
  const calls = await inTurn({
    forms: listOf(echoes), rounds: count.batches, warmUp: 2,
    measure: (form) => host.calls(form, count.calls),
  });
  figures.ratio('Node, echo on a reused instance', 'total', calls, echoes, { target: 1 });
}

export async function inProcesses(figures, { library, payload, reversal, trivial }, count) {
  const pair = pairOf(reversal);
  const node = { name: 'node' };
  const results = await inTurn({
    forms: [...listOf(pair), trivial, node], rounds: count.processes, warmUp: 1,
    measure: (form) => (form === node ? bareNode() : inNewProcess(library, form, payload)),
  });
  figures.ratio('new process, new instance to reply', 'reply', results, pair, { target: 1 / 11 });
  figures.ratio('new process, its start to the reply', 'total', results, pair);
  const ownStart = differences(results.trivial.total, results.node.total);
  figures.add('se2-run\'s own start, above Node\'s', ownStart, 'ms', {
    note: `Node alone ${summary(results.node.total).median.toFixed(1)} ms`,
  });
}

export async function onWasmtime(figures, plugins, count, isOptimised) {
  const { payload, trivial, reversal, stdlib, echo } = plugins;
  const [pair, echoes, large] = [reversal, echo, stdlib].map(pairOf);
  const forms = [trivial, ...listOf(pair), ...listOf(echoes), ...listOf(large)];
  const host = new WasmtimeHost({ forms, payload, optimised: isOptimised });
  const measure = (form) => host.fresh(form);
  const small = [trivial, ...listOf(pair)];
  const fresh = await inTurn({ forms: small, rounds: count.fresh, warmUp: 1, measure });
  const { instantiation, start, call, total, faults } = fresh[pair.packed.name];
  const parts = [instantiation, start, call].map((values) => summary(values).median.toFixed(3));
  const touched = [faults, fresh.trivial.faults].map((values) => summary(values).median);
  figures.add('wasmtime, new instance above a trivial one', differences(total, fresh.trivial.total),
    'ms', {
      target: 0.5,
      note: `${parts.join(' + ')} to instantiate, start, call; page faults ${touched.join(' - ')}`,
    });
  figures.ratio('wasmtime, new instance to reply', 'total', fresh, pair);
  const larger = await inTurn({ forms: listOf(large), rounds: count.large, warmUp: 1, measure });
  figures.ratio('wasmtime, the same, 20 modules imported', 'total', larger, large, {
    target: 1 / 100,
  });
  const calls = await inTurn({
    forms: listOf(echoes), rounds: count.batches, warmUp: 1,
    measure: (form) => host.calls(form, Math.ceil(count.calls / 20)),
  });
  figures.ratio('wasmtime, echo on a reused instance', 'total', calls, echoes, { target: 1 });
  host.close();
}

export async function compilation(figures, { payload, reversal, makers }, { compilations }) {
  const pair = pairOf({ ...reversal, directories: makers.whole() });
  const host = new WasmtimeHost({ forms: listOf(pair), payload });
  const measure = (form) => host.compile(form);
  const results = await inTurn({ forms: listOf(pair), rounds: compilations, measure });
  const target = { target: 0.75 };
  figures.ratio('wasmtime, compilation against nothing left out', 'total', results, pair, target);
  figures.ratio('wasmtime, the same in processor time', 'cpu', results, pair, target);
  host.close();
}

/** What wasmtime executes, which no other load of the machine changes. */
export async function instructions(figures, { payload, reversal, stdlib, echo }) {
  const pairs = [reversal, stdlib, echo].map(pairOf);
  const forms = pairs.flatMap(listOf);
  const host = new WasmtimeHost({ forms, payload, fuel: true, optimised: false });
  const unit = 'million';
  for (const [index, what] of ['to reply', 'the same, 20 modules imported'].entries()) {
    const own = listOf(pairs[index]);
    const fresh = await inTurn({ forms: own, rounds: 2, measure: (form) => host.fresh(form) });
    figures.ratio(`instructions, new instance ${what}`, 'total', fresh, pairs[index], { unit });
  }
  const calls = await inTurn({
    forms: listOf(pairs[2]), rounds: 2, warmUp: 1, measure: (form) => host.calls(form, 100),
  });
  figures.ratio('instructions, echo on a reused instance', 'total', calls, pairs[2], {
    unit, target: 1, isExact: true,
  });
  host.close();
}
