// SPDX-License-Identifier: Apache-2.0
// tests/unit/packing-parts/parts.test.mjs: what belongs to which module, and running without it
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  LinkGraph,
  findParts,
  leaveOut,
  link,
  optimise,
  read,
  readModule,
  readNames,
  section,
} from './support.mjs';

const linked = read(link('linked.wasm', '-Wl,--emit-relocs'));
const plain = link('plain.wasm');
const bytes = read(optimise(plain, 'optimised.wasm'));
const graph = new LinkGraph(readModule(linked));
const parts = findParts(graph, readModule(bytes));
const names = readNames(readModule(bytes));

const groupOf = (...modules) =>
  parts.groups.find((group) => `${group.modules}` === `${modules}`) ?? assert.fail(`no ${modules}`);

function namesIn({ functions }) {
  const indexes = functions.flatMap(([first, count]) =>
    Array.from({ length: count }, (_, offset) => first + offset),
  );
  return indexes.map((index) => names.get(index)).sort();
}

async function instantiate(module) {
  const env = { host_core: (value) => value + 70, host_delta: (value) => value + 80 };
  const { instance } = await WebAssembly.instantiate(module, { env });
  return instance.exports;
}

test('the modules are those of the tables, in their order', () => {
  assert.deepEqual(parts.modules, ['alpha', 'beta', 'gamma', 'builtins', 'sdk.delta']);
  assert.equal(parts.functionCount, names.size);
  assert.equal(parts.importCount, 2);
});

test('a module owns its init function, and helpers that no one else uses', () => {
  assert.deepEqual(namesIn(groupOf('alpha')), ['PyInit_alpha', 'helper_alpha']);
});

test('a function that only data names belongs to the module of the data', () => {
  assert.deepEqual(namesIn(groupOf('beta')), ['PyInit_beta', 'method_beta']);
});

test('what two modules share is in a group of both', () => {
  assert.deepEqual(namesIn(groupOf('alpha', 'beta')), ['shared_alpha_beta']);
  assert.equal(parts.groups.length, 5);
});

test('a module owns the imported functions that no one else uses', () => {
  assert.deepEqual(namesIn(groupOf('sdk.delta')), ['host_delta', 'make_delta']);
});

test('calls of imported functions are where it says', () => {
  const { body } = readModule(bytes).sections.find(({ id }) => id === section.code);
  const called = parts.importCalls.map((at) => {
    assert.equal(bytes[body.position + at - 1], 0x10);
    return names.get(bytes[body.position + at]);
  });
  assert.deepEqual(called.sort(), ['host_core', 'host_delta']);
});

test('packing owns its exports, the start and what they call, not what they hold', () => {
  const owned = ['helper_of_packing', 'helper_of_start', 'pack', 'start'];
  assert.deepEqual(namesIn(groupOf('se2_pack')).filter((name) => !owned.includes(name)), []);
  assert.ok(namesIn(groupOf('se2_pack')).includes('start'));
  assert.ok(!parts.modules.includes('se2_pack'));
});

test('of two functions that the optimiser made one, the one that the core needs stays', () => {
  const all = parts.groups.flatMap(namesIn);
  const twins = [...names.values()].filter((name) => name.startsWith('twin_'));
  assert.equal(twins.length, 1, 'the optimiser merged them');
  assert.ok(!all.includes(twins[0]));
});

test('a module that the core calls itself stays whole', () => {
  assert.ok(!parts.groups.flatMap(({ modules }) => modules).includes('gamma'));
});

test('code is the size of the functions with their sizes in front', () => {
  const module = readModule(bytes);
  const sum = ({ functions }) =>
    functions.reduce((total, [first, count]) => {
      const indexes = Array.from({ length: count }, (_, offset) => first + offset);
      const sizeOf = (index) => module.bodySizes[index - parts.importCount] ?? 0;
      return indexes.reduce((all, index) => all + sizeOf(index), total);
    }, 0);
  for (const group of parts.groups) assert.equal(group.code, sum(group));
});

test('data goes with its module, and other data stays', () => {
  const kept = (...modules) => Buffer.from(leaveOut(bytes, parts, modules)).toString('latin1');
  const holds = (text, ...modules) => kept(...modules).includes(text);
  assert.ok(holds('only alpha reads this', 'alpha'));
  assert.ok(!holds('only alpha reads this', 'beta'));
  assert.ok(holds('only beta reads this', 'beta'));
  assert.ok(!holds('only beta reads this', 'alpha'));
  assert.ok(holds("gamma is the core's"));
  assert.ok(holds('builtins'), "the table's names are the core's");
});

test('frozen modules go, and what the start may have handed on stays', () => {
  const left = Buffer.from(leaveOut(bytes, parts, [])).toString('latin1');
  assert.ok(!left.includes('only the start copies from this'));
  assert.ok(left.includes('the start hands this on'));
});

test('after the start, with its memory, it answers as the whole does', async () => {
  const whole = await instantiate(bytes);
  const packed = await instantiate(leaveOut(bytes, parts, []));
  whole.start(1);
  new Uint8Array(packed.memory.buffer).set(new Uint8Array(whole.memory.buffer));
  assert.notEqual(whole.later(1), 0);
  for (let value = 0; value < 20; ++value) assert.equal(packed.later(value), whole.later(value));
  assert.throws(() => packed.start(1), WebAssembly.RuntimeError);
  assert.throws(() => packed.se2_pack_work(1), WebAssembly.RuntimeError);
});

for (const kept of [[], ['alpha'], ['beta'], ['alpha', 'beta'], ['sdk.delta']]) {
  test(`with ${kept.join(' and ') || 'no module'} kept, it answers as the whole does`, async () => {
    const whole = await instantiate(bytes);
    const packed = await instantiate(leaveOut(bytes, parts, kept));
    for (let value = 0; value < 20; ++value) {
      assert.equal(packed.core(value), whole.core(value));
      for (const [by, which, name] of [
        ['import', 0, 'alpha'], ['import', 1, 'beta'], ['import', 2, 'gamma'],
        ['import_from_sdk', 0, 'sdk.delta'],
      ]) {
        const run = () => packed[by](which, value);
        if (name === 'gamma' || kept.includes(name)) assert.equal(run(), whole[by](which, value));
        else assert.throws(run, WebAssembly.RuntimeError);
      }
    }
  });
}

test('a module that was not optimised has parts too', () => {
  const same = findParts(graph, readModule(read(plain)));
  assert.deepEqual(same.groups.map(({ modules }) => `${modules}`).sort(), [
    'alpha',
    'alpha,beta',
    'beta',
    'sdk.delta',
    'se2_pack',
  ]);
});
