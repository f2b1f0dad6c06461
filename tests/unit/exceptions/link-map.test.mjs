// SPDX-License-Identifier: Apache-2.0
// tests/unit/exceptions/link-map.test.mjs: C code is left alone, told by the link map
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { assemble, lowerModule, readModule, runLower, runtime, scratchFolder } from './support.mjs';

const folder = scratchFolder();

// C++ calls C, which calls back into C++ that throws. Two archives have a member of one name.
const bytes = assemble(`(module ${runtime}
  (type $callback (func (param i32) (result i32)))
  (table funcref (elem $throwing))
  (func $throwing (param i32) (result i32)
    (if (local.get 0) (then (throw $cpp (local.get 0))))
    (i32.const 3))
  (func $c_code (param i32) (result i32)
    (i32.add
      (call_indirect (type $callback) (local.get 0) (i32.const 0))
      (i32.const 1)))
  (func $twin (param i32) (result i32)
    (call $c_code (local.get 0)))
  (func (export "run") (param i32) (result i32)
    try (result i32)
      (call $twin (local.get 0))
    catch $cpp
    end))`);

const files = [
  'lib/libexceptions.a(terminate.o):(se2_exception_uncaught)',
  'lib/libexceptions.a(terminate.o):(se2_exception_barrier)',
  '/build (new)/plugin.o:(throwing)',
  '../python/libpython3.11.a(call.o):(c_code)',
  '../other/libother.a(call.o):(twin)',
  '/build (new)/plugin.o:(run)',
];

/** A map as wasm-ld writes it, with the rows of other sections around those of the code. */
function linkMap(sizes = readModule(bytes).bodySizes) {
  let offset = 0x100;
  const hex = (value) => value.toString(16).padStart(8);
  const rows = files.flatMap((file, index) => {
    const row = `       - ${hex(offset)} ${hex(sizes[index])} `;
    offset += sizes[index];
    return [`${row}        ${file}`, `${row}                a demangled(name) of ${index}`];
  });
  return [
    '    Addr      Off     Size Out     In      Symbol',
    '       -        8       3d TYPE',
    '       -       ff      200 CODE',
    ...rows,
    '       -      300       20 DATA',
    '     400      301       10 .rodata',
    '     400      301       10         plugin.o:(.rodata.text)',
    '',
  ].join('\n');
}

function figures(options) {
  return lowerModule(bytes, { linkMap: linkMap(), ...options }).figures;
}

test('without exclusions exceptions pass through C', () => {
  assert.equal(lowerModule(bytes).figures.throwing, 3);
});

test('an archive is excluded by its name, not by the names of members', () => {
  const { excluded, throwing } = figures({ archives: new Set(['libpython3.11.a']) });
  assert.equal(excluded, 1);
  assert.equal(throwing, 1, 'what calls C does not throw through it');
});

test('an object that is in no archive is excluded by its own name', () => {
  assert.equal(figures({ objects: new Set(['call.o']) }).excluded, 0);
  assert.throws(() => figures({ objects: new Set(['plugin.o']) }), /excluded but has try or throw/);
});

test('a name that the map does not have excludes nothing', () => {
  assert.equal(figures({ archives: new Set(['libunused.a']) }).excluded, 0);
});

function run(lowered, argument) {
  const notes = [];
  const module = new WebAssembly.Module(lowered);
  const env = { note: (value) => notes.push(value) };
  const { exports } = new WebAssembly.Instance(module, { env });
  try {
    return { result: exports.run(argument), notes };
  } catch (error) {
    assert.ok(error instanceof WebAssembly.RuntimeError, `${error}`);
    return { result: 'ended', notes };
  }
}

test('a barrier ends the run where an exception would enter C', () => {
  const archives = new Set(['libpython3.11.a']);
  const { bytes: lowered } = lowerModule(bytes, { linkMap: linkMap(), archives, barrier: true });
  assert.deepEqual(run(lowered, 0), { result: 4, notes: [] });
  assert.deepEqual(run(lowered, 5), { result: 'ended', notes: [2005] });
});

test('the map of another link is refused', () => {
  const sizes = readModule(bytes).bodySizes.map((size, index) => (index === 2 ? size + 1 : size));
  const archives = new Set(['libpython3.11.a']);
  assert.throws(
    () => lowerModule(bytes, { linkMap: linkMap(sizes), archives }),
    /the link map is not that of this module: function 2 has \d+ bytes, in the map \d+/,
  );
  const shorter = linkMap().replace(/^.*twin\)\n/m, '');
  assert.throws(
    () => lowerModule(bytes, { linkMap: shorter, archives }),
    /the link map is not that of this module: 6 functions, in the map 5/,
  );
});

test('a file that is no map is refused, by the command too', () => {
  const input = join(folder, 'in.wasm');
  const map = join(folder, 'in.map');
  writeFileSync(input, bytes);
  writeFileSync(map, 'hello\n');
  const args = [input, '-o', join(folder, 'out.wasm'), '--exclude-archive', 'libpython3.11.a'];
  const refused = runLower(...args, '--link-map', map);
  assert.equal(refused.status, 1);
  assert.match(refused.stderr, /no link map of wasm-ld/);
  writeFileSync(map, linkMap());
  const { status, stdout } = runLower(...args, '--link-map', map, '--barrier', '--json');
  assert.equal(status, 0);
  assert.equal(JSON.parse(stdout).excluded, 1);
});
