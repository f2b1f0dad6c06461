// SPDX-License-Identifier: Apache-2.0
// tests/unit/host/modules.test.mjs: what is no plugin is refused with one message: what, where, why

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { assemble, command, echo, folder, plugin, save, se2Run } from './support.mjs';

const frame = (more, imports = '') => `(module ${imports} (memory (export "memory") 1)
  (func (export "allocate") (param i32) (result i32) (i32.const 1024))
  (func (export "deallocate") (param i32 i32)) ${more})`;
const runE = '(func (export "run_e") (param i32 i32 i32))';
const withImport = (text) => assemble(frame(runE, text));

function assertRefused(file, expected, words = []) {
  const { status, stdout, stderr } = command([file, ...words]);
  assert.deepEqual([status, stdout], [2, '']);
  assert.match(stderr, expected);
  assert.ok(stderr.startsWith(`se2-run: ${file}`), `names the file first: ${stderr}`);
  assert.ok(stderr.trimEnd().split('\n').length <= 5, `at most five lines: ${stderr}`);
  assert.doesNotMatch(stderr, /internal error|\n +at /);
}

const whole = plugin(echo);
mkdirSync(join(folder, 'directory'));
const component = Buffer.from('0061736d0d000100', 'hex');

for (const [what, file, expected] of [
  ['a missing file', join(folder, 'missing.wasm'), /no such file\n.*is it built\?/],
  ['a directory', join(folder, 'directory'), /is a directory/],
  ['an empty file', save(Buffer.alloc(0)), /is empty\n.*Build it/],
  ['another file', save(Buffer.from('\x7fELF....')), /not a WebAssembly module .*7f 45 4c 46\)/],
  ['three bytes', save(Buffer.from('abc')), /not a WebAssembly module/],
  ['a component', save(component), /is a WebAssembly component/],
  ['a truncated module', save(whole.subarray(0, whole.length - 30)), /truncated, damaged/],
  ['a cut in the middle', save(whole.subarray(0, 20)), /truncated, damaged/],
  ['no run_e', save(assemble(frame(''))), /does not export run_e\n.*SE2_PLUGIN/],
  ['no exports', save(assemble('(module)')), /memory, allocate, run_e, deallocate/],
  ['memory that is no memory', save(assemble(`(module (global (export "memory") i32 (i32.const 0))
    (func (export "allocate") (param i32) (result i32) (i32.const 0))
    (func (export "deallocate") (param i32 i32)) ${runE})`)), /export memory is a global/],
  ['run_e of another type', save(assemble(frame('(func (export "run_e") (param i32 i32))'))),
    /export run_e has type \(i32, i32\) -> \(\), not \(i32, i32, i32\) -> \(\)/],
  ['_start of another type', save(assemble(frame(`${runE} (func (export "_start") (param i64))`))),
    /export _start has type \(i64\) -> \(\), not \(\) -> \(\)/],
  ['an unknown function', save(withImport('(import "env" "strange" (func))')),
    /env\.strange is offered by no host/],
  ['a name every object has', save(withImport('(import "env" "constructor" (func))')),
    /env\.constructor is offered by no host/],
  ['an unknown module', save(withImport('(import "other" "return_result" (func))')),
    /other\.return_result is offered by no host/],
  ['an unknown WASI function',
    save(withImport('(import "wasi_snapshot_preview1" "fd_fly" (func))')), /fd_fly is offered by/],
  ['an imported memory', save(withImport('(import "env" "table" (table 1 funcref))')),
    /env\.table is a table; hosts offer functions alone/],
  ['a mistyped host function',
    save(withImport('(import "env" "return_result" (func (param i32 i64 i32)))')),
    /return_result has type \(i32, i64, i32\) -> \(\), not \(i32, i32, i32\) -> \(\)/],
  ['a mistyped WASI function',
    save(withImport('(import "wasi_snapshot_preview1" "random_get" (func (param i32 i32)))')),
    /random_get has type \(i32, i32\) -> \(\), not \(i32, i32\) -> \(i32\)/],
]) {
  test(`${what} is refused`, () => assertRefused(file, expected));
}

test('an import of another profile is refused, and the profile named', () => {
  const log = save(withImport('(import "env" "log_msg" (func (param i32 i32 i32 i32)))'));
  assertRefused(log, /log_msg is offered from --profile e2core on/, ['--profile', 'minimal']);
  assert.match(command([log]).stderr, /^none: /);
  const cache = save(
    withImport('(import "env" "cache_get" (func (param i32 i32 i32) (result i32)))'),
  );
  assertRefused(cache, /cache_get is offered from --profile sat on/);
});

test('of many faulty imports three are named and the rest counted', () => {
  const five = ['a', 'b', 'c', 'd', 'e'].map((name) => `(import "env" "${name}" (func))`).join(' ');
  assertRefused(save(withImport(five)), /env\.a .*\n.*env\.b .*\n.*env\.c .*, and 2 more/);
});

test('every WASI function of preview 1 is known, with its type', async () => {
  const { wasiParameters } = await import(new URL('../host/abi.mjs', pathToFileURL(se2Run)));
  const types = { i: 'i32', I: 'i64' };
  const imports = Object.entries(wasiParameters).map(([name, parameters]) =>
    `(import "wasi_snapshot_preview1" "${name}" (func (param ${
      [...parameters].map((letter) => types[letter]).join(' ')
    }) ${name === 'proc_exit' ? '' : '(result i32)'}))`);
  assert.equal(imports.length, 46);
  const file = save(withImport(imports.join('\n')));
  assert.equal(command([file]).stderr.split(':')[0], 'none');
  assert.equal(command([file, '--dir', `/d=${folder}`]).stderr.split(':')[0], 'none');
});

test('a module that hosts load but whose memory cannot be had is a host error', () => {
  const file = save(assemble(`(module (memory (export "memory") 1)
    (data (i32.const 65536) "x")
    (func (export "allocate") (param i32) (result i32) (i32.const 1024))
    (func (export "deallocate") (param i32 i32)) ${runE})`));
  const { status, stderr } = command([file]);
  assert.equal(status, 2);
  assert.match(stderr, /^host error: start-up failed: .*data segment/);
});
