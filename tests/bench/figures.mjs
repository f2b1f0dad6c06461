// SPDX-License-Identifier: Apache-2.0
// tests/bench/figures.mjs: the figures and their targets, each from rounds in one run

import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { bareNode, inNewProcess, NodeHost, WasmtimeHost } from './hosts.mjs';
import { differences, inTurn, ratios, short, summary } from './statistics.mjs';

const mebibyte = 2 ** 20;

/** Rows `{ what, median, low, high, unit, target, verdict, isExact, note }`. */
export class Figures {
  rows = [];

  /** `target`: at most that. `isExact`: it does not depend on how fast the machine is. */
  add(what, values, unit, { target, isExact = false, note = '' } = {}) {
    const middle = summary([values].flat());
    const verdict = target === undefined ? null : verdictOn(middle, target);
    this.rows.push({ what, ...middle, unit, target, verdict, isExact, note });
  }

  /** What the packed form takes of what another one does; packed again, it tells the noise. */
  ratio(what, key, results, { packed, again, other }, { unit = 'ms', ...rest } = {}) {
    const [own, same, others] = [packed, again, other].map((form) => results[form.name][key]);
    const [left, right] = [own, others].map((values) => short(summary(values).median));
    const noise = summary(ratios(same, own));
    const bounds = [noise.low, noise.high].map((value) => value.toFixed(2)).join('..');
    const note = `${left} against ${right} ${unit}; the same twice ${bounds}`;
    this.add(what, ratios(own, others), 'x', { note, ...rest });
  }
}

function verdictOn({ median, low }, target) {
  if (median <= target) return 'met';
  return low <= target ? 'near' : 'MISSED';
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
  const seeds = seed ? [again(seed.packed), ...Object.values(seed)] : [];
  const forms = [...listOf(pair), ...seeds];
  const measure = (form) => host.fresh(form);
  const early = await inTurn({ forms, rounds: count.early[1], warmUp: count.early[0], measure });
  const fresh = await inTurn({ forms, rounds: count.fresh, warmUp: 4, measure });
  const { total, start, call, memory } = fresh[pair.packed.name];
  const parts = [start, call].map((values) => short(summary(values).median));
  figures.ratio('Node, a process\'s early instances', 'total', early, pair);
  figures.ratio('Node, new instance to reply', 'total', fresh, pair, { target: 1 / 9 });
  figures.add('Node, new instance to reply', total, 'ms', {
    target: 2.5, note: `${parts[0]} to instantiate and start, ${parts[1]} for the call`,
  });
  figures.add('memory at the first reply', memory.map((bytes) => bytes / mebibyte), 'MiB', {
    target: 6, isExact: true,
  });
  if (seed) {
    for (const other of [seed.wrapper, seed.directories]) {
      const own = { packed: seed.packed, again: again(seed.packed), other };
      figures.ratio(`Node, packed against ${other.name}`, 'total', fresh, own);
    }
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
  const flags = ['--no-wasm-lazy-compilation'];
  const ahead = pairOf({
    packed: { ...reversal.packed, name: 'compiled ahead', flags },
    directories: { ...reversal.directories, name: 'directories, compiled ahead', flags },
  });
  const node = { name: 'node' };
  const results = await inTurn({
    forms: [...listOf(pair), ...listOf(ahead), trivial, node],
    rounds: count.processes, warmUp: 1,
    measure: (form) => (form === node ? bareNode() : inNewProcess(library, form, payload)),
  });
  figures.ratio('new process, compiled, new instance to reply', 'reply', results, ahead, {
    target: 1 / 11,
  });
  figures.ratio('new process, the same, compiled as it runs', 'reply', results, pair);
  figures.ratio('new process, its start to the reply', 'total', results, pair);
  const ownStart = differences(results.trivial.total, results.node.total);
  figures.add('se2-run\'s own start, above Node\'s', ownStart, 'ms', {
    note: `Node alone ${short(summary(results.node.total).median)} ms`,
  });
}

export async function onWasmtime(figures, plugins, count, isOptimised) {
  const { payload, trivial, reversal, stdlib, echo } = plugins;
  const [pair, echoes, large] = [reversal, echo, stdlib].map(pairOf);
  const small = [trivial, ...listOf(pair)];
  const forms = [...small, ...listOf(echoes), ...listOf(large)];
  await WasmtimeHost.use({ forms, payloads: [payload], optimised: isOptimised }, async (host) => {
    const measure = (form) => host.fresh(form);
    const fresh = await inTurn({ forms: small, rounds: count.fresh, warmUp: 1, measure });
    addFloor(figures, fresh[pair.packed.name], fresh[trivial.name]);
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
  });
}

function addFloor(figures, packed, trivial) {
  const middle = (values) => short(summary(values).median);
  const parts = [packed.instantiation, packed.start, packed.call].map(middle).join(' + ');
  const faults = `page faults ${middle(packed.faults)}, trivial ${middle(trivial.faults)}`;
  const above = differences(packed.total, trivial.total);
  figures.add('wasmtime, new instance above a trivial one', above, 'ms', {
    target: 0.5, note: `${parts} to instantiate, start, call; ${faults}`,
  });
}

export async function compilation(figures, { payload, reversal, makers }, { compilations }) {
  const pair = pairOf({ ...reversal, directories: makers.whole() });
  const forms = listOf(pair);
  const results = await WasmtimeHost.use({ forms, payloads: [payload] }, (host) =>
    inTurn({ forms, rounds: compilations, measure: (form) => host.compile(form) }));
  const target = { target: 0.75 };
  figures.ratio('wasmtime, compilation against nothing left out', 'total', results, pair, target);
  figures.ratio('wasmtime, the same in processor time', 'cpu', results, pair, target);
}

/** What wasmtime executes, which no other load of the machine changes. */
export async function instructions(figures, { payload, reversal, stdlib, echo }) {
  const [small, large, echoes] = [reversal, stdlib, echo].map(pairOf);
  const forms = [small, large, echoes].flatMap(listOf);
  const options = { forms, payloads: [payload], fuel: true, optimised: false };
  await WasmtimeHost.use(options, async (host) => {
    const add = async (what, pair, measure, warmUp = 0) => {
      const results = await inTurn({ forms: listOf(pair), rounds: 2, warmUp, measure });
      figures.ratio(`instructions, ${what}`, 'total', results, pair, { unit: 'executed' });
    };
    await add('new instance to reply', small, (form) => host.fresh(form));
    await add('the same, 20 modules imported', large, (form) => host.fresh(form));
    await add('echo on a reused instance', echoes, (form) => host.calls(form, 100), 1);
  });
}
