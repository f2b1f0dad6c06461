// SPDX-License-Identifier: Apache-2.0
// tests/unit/host/trace.test.mjs: the layered trace: order, content, colours, streams

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { command, echo, plugin, save } from './support.mjs';

const wrapperLine = '\\09\\1b[32m[wrapper.hpp]\\1b[0m | in run_e\\0a';
const wrapperSize = '\t\x1b[32m[wrapper.hpp]\x1b[0m | in run_e\n'.length;
const print = (size) => `(i32.store (i32.const 256) (i32.const 16))
  (i32.store (i32.const 260) (i32.const ${size}))
  (drop (call $fd_write (i32.const 1) (i32.const 256) (i32.const 1) (i32.const 264)))`;
const bytes = plugin(`${print(wrapperSize)} ${echo}`, { data: wrapperLine, start: '(nop)' });
const file = save(bytes);
const words = [file, '--trace', '--payload', "It's", '--ident', '12345'];

const lines = [
  `[engine.mjs] | loaded ${file}, ${bytes.length} bytes`,
  '[engine.mjs] | calling _start()',
  '[engine.mjs] | _start returned',
  '[engine.mjs] | calling allocate(4)',
  '[engine.mjs] | allocate(4) -> 0x400',
  '[engine.mjs] | stored the payload, 4 bytes at 0x400',
  '[engine.mjs] | calling run_e(0x400, 4, 12345)',
  '\t[wrapper.hpp] | in run_e',
  '[imports.mjs] | return_result(0x400, 4, 12345) "It\'s"',
  '[engine.mjs] | run_e returned',
  '[engine.mjs] | calling deallocate(0x400, 4)',
  '[engine.mjs] | deallocate returned',
];

test('each call is a line, the guest\'s among them in order, and the answer is last', () => {
  const { stdout, stderr, status } = command(words);
  assert.equal(stdout, [...lines, "It's", ''].join('\n'));
  assert.deepEqual([stderr, status], ['', 0]);
});

test('with --json the trace is on standard error', () => {
  const { stdout, stderr } = command([...words, '--json']);
  assert.equal(stderr, [...lines, ''].join('\n'));
  assert.equal(JSON.parse(stdout).output, "It's");
});

test('FORCE_COLOR colours the host\'s file names and leaves the guest\'s colours', () => {
  const { stdout } = command(words, { env: { FORCE_COLOR: '1' } });
  assert.match(stdout, /^\x1b\[33m\[engine\.mjs\]\x1b\[0m \| loaded /);
  assert.match(stdout, /\n\t\x1b\[32m\[wrapper\.hpp\]\x1b\[0m \| in run_e\n/);
});

test('NO_COLOR and no terminal: no colour of anyone, even one cut by two writes', () => {
  assert.doesNotMatch(command(words, { env: { NO_COLOR: '1' } }).stdout, /\x1b/);
  const cut = plugin(`${print(3)}
    (i32.store (i32.const 256) (i32.const 19)) (i32.store (i32.const 260) (i32.const 40))
    (drop (call $fd_write (i32.const 1) (i32.const 256) (i32.const 1) (i32.const 264)))`,
  { data: wrapperLine });
  assert.match(command([save(cut), '--trace']).stdout, /\n\t\[wrapper\.hpp\] \| in run_e\n/);
});

test('an unfinished line of the guest is finished before the host\'s next', () => {
  const { stdout } = command([save(plugin(`${print(7)} ${echo}`, { data: 'loading' })), '--trace']);
  assert.match(stdout, /\nloading\n\[imports\.mjs\]/);
});

test('an answer is shown, as is what the guest asked', () => {
  const asking = plugin(`(drop (call $request_get_field (i32.const 0) (i32.const 16) (i32.const 6)
    (local.get $ident)))`, { data: 'method' });
  const { stdout } = command([save(asking), '--trace', '--ident', '1']);
  assert.match(stdout, /\[imports\.mjs\] \| request_get_field\(0, 0x10, 6, 1\) "method" -> 4\n/);
});

test('a trap and a stop are lines too', () => {
  assert.match(command([save(plugin('(unreachable)')), '--trace']).stdout,
    /run_e ended: unreachable executed in run_e\n.*calling deallocate/);
  assert.match(command([save(plugin(`${echo} ${echo}`)), '--trace']).stdout,
    /return_result\(0x400, 0, \d+\) "" -> does not return\n/);
});

test('a long text is cut', () => {
  const { stdout } = command([file, '--trace', '--payload', 'x'.repeat(5000)]);
  assert.match(stdout, /return_result\(.*\) "x{200}\.\.\."\n/);
});

test('a function is named as the name section has it, blanks and all', () => {
  const named = Buffer.from(plugin('(call $f.int.char.const)', {
    more: '(func $f.int.char.const (unreachable))',
  }));
  named.write('f(int,char const', named.lastIndexOf('f.int.char.const'));
  assert.match(command([save(named)]).stderr, /executed in f\(int,char const\n/);
});
