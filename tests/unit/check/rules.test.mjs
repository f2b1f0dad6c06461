// SPDX-License-Identifier: Apache-2.0
// tests/unit/check/rules.test.mjs: each rule, broken once: where, what and what to do, in one line

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assemble, command, save } from './support.mjs';
import { pluginText } from './samples.mjs';

const whole = pluginText();
const imports = (text) => pluginText({ imports: text });
const wasi = (name, type) => imports(`(import "wasi_snapshot_preview1" "${name}" (func ${type}))`);
const without = (name) => whole.replace(`(export "${name}")`, '');
const exported = (name) => pluginText({ fields: `(func (export "${name}"))` });

for (const [what, text, expected, profile = 'e2core'] of [
  ['a function of no host', imports('(import "env" "strange" (func))'),
    /^import env\.strange, offset 0x\w+: is offered by no host; define it in the plugin/],
  ['a module of no host', imports('(import "other" "log_msg" (func))'),
    /^import other\.log_msg, .*: is offered by no host/],
  ['a function of another profile',
    imports('(import "env" "cache_get" (func (param i32 i32 i32) (result i32)))'),
    /^import env\.cache_get, .*: is offered from --profile sat on; build it for PROFILE sat/],
  ['an import of another type', imports('(import "env" "log_msg" (func (param i32)))'),
    /^import env\.log_msg, .*: has type \(i32\) -> \(\), not \(i32, i32, i32, i32\) -> \(\); /],
  ['an import that is no function', imports('(import "env" "log_msg" (global i32))'),
    /^import env\.log_msg, .*: is a global; hosts offer functions alone/],
  ['a WASI function of another type', wasi('random_get', '(param i32 i32)'),
    /^import wasi_snapshot_preview1\.random_get, .*: has type .*, not \(i32, i32\) -> \(i32\)/],
  ['a WASI function that one host lacks', wasi('sock_accept', '(param i32 i32 i32) (result i32)'),
    /^import wasi_snapshot_preview1\.sock_accept, .*: is not offered by reactr/, 'sat'],
  ...['memory', 'allocate', 'run_e', 'deallocate'].map((name) => [
    `no ${name}`, without(name), new RegExp(`^exports: ${name} is missing; .*SE2_PLUGIN`),
  ]),
  ['run_e of another type',
    without('run_e').replace(/\)$/, '(func (export "run_e") (param i32 i32)))'),
    /^export run_e, .*: has type \(i32, i32\) -> \(\), not \(i32, i32, i32\) -> \(\); build it/],
  ['run_e that is no function',
    without('run_e').replace(/\)$/, '(global (export "run_e") i32 (i32.const 0)))'),
    /^export run_e, .*: is a global, not a function; /],
  ['memory that is no memory',
    without('memory').replace(/\)$/, '(global (export "memory") i32 (i32.const 0)))'),
    /^export memory, .*: is a global, not a memory; /],
  ['_start of another type', pluginText({ fields: '(func (export "_start") (param i32))' }),
    /^export _start, .*: has type \(i32\) -> \(\), not \(\) -> \(\); /],
  ['_initialize beside _start',
    pluginText({ fields: '(func (export "_start")) (func (export "_initialize"))' }),
    /^export _initialize, .*: stands beside _start, which Node's WASI refuses; link it/, 'minimal'],
  ['_initialize that no host calls', exported('_initialize'),
    /^export _initialize, .*: is called by no host, so static constructors do not run; link it/],
  ['init, which one host calls', exported('init'),
    /^export init, .*: is called by reactr after _start; export it under another name/, 'sat'],
  ['a memory that starts too large', pluginText({ memory: '32769 32769' }),
    /^memory 0, .*: starts with 32769 pages: .* past 2 GiB.*; make its data smaller/],
  ['a memory that may grow too large', pluginText({ memory: '1 32769' }),
    /^memory 0, .*: may grow to 32769 pages: .* past 2 GiB.*; link it with -Wl,--max-memory=/],
  ['a memory without a limit', pluginText({ memory: '1' }), /^memory 0, .*: may grow to 65536/],
  ['a feature in a function', pluginText({ fields: '(func $f (return_call $f))' }),
    /^function 1 <f>, offset 0x\w+: uses tail calls, which wasmtime 7 lacks; .*-mtail-call/],
  ['a feature elsewhere', pluginText({ fields: '(memory 1)' }),
    /^section memory, offset 0x\w+: uses multiple memories, which wasmtime 7 lacks; /],
]) {
  test(what, () => {
    const file = save(assemble(text));
    const { status, stdout, stderr } = command(file, '--profile', profile);
    assert.deepEqual([status, stderr], [1, '']);
    const lines = stdout.trimEnd().split('\n');
    assert.equal(lines.length, 1, stdout);
    assert.ok(lines[0].startsWith(`${file}: `), stdout);
    assert.match(lines[0].slice(file.length + 2), expected);
  });
}

test('all findings are named, each on a line', () => {
  const text = pluginText({
    imports: '(import "env" "a" (func)) (import "env" "b" (func))', memory: '1',
    fields: '(func $f (return_call $f))',
  });
  const { stdout } = command(save(assemble(text)));
  assert.deepEqual(
    stdout.trimEnd().split('\n').map((line) => line.split(': ')[1].split(/[ ,]/)[0]),
    ['import', 'import', 'memory', 'function'],
  );
});

test('a plugin for several profiles is one for each', () => {
  const file = save(assemble(whole));
  for (const profile of ['minimal', 'e2core', 'sat']) {
    const { status, stdout } = command(file, '--profile', profile);
    assert.deepEqual([status, stdout], [
      0, `${file}: nothing keeps it from the hosts of profile ${profile}\n`,
    ]);
  }
});
