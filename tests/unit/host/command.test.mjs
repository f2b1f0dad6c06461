// SPDX-License-Identifier: Apache-2.0
// tests/unit/host/command.test.mjs: flags, streams and exit codes of se2-run

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { command, echo, folder, plugin, replyIntegers, run, save, se2Run } from './support.mjs';

const file = save(plugin(echo));
const shell = (line) => spawnSync('bash', ['-c', line], { encoding: 'utf8' });
const self = `"${process.execPath}" "${se2Run}"`;

test('a result is printed with a newline, unless it ends in one', () => {
  assert.equal(command([file, '--payload', 'abc']).stdout, 'abc\n');
  assert.equal(command([file, '--payload', 'abc\n']).stdout, 'abc\n');
  assert.equal(command([file]).stdout, '\n');
});

test('a result of any bytes arrives as it is', () => {
  const all = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
  const payload = save(all, 'payload.bin');
  const { stdout } = command([file, '--payload-file', payload], { encoding: 'buffer' });
  assert.deepEqual(stdout, Buffer.concat([all, Buffer.from('\n')]));
});

test('--payload-file - reads standard input', () => {
  assert.equal(command([file, '--payload-file', '-'], { input: 'piped' }).stdout, 'piped\n');
});

test('a payload of 64 MiB goes through', () => {
  const big = plugin(replyIntegers('(local.get $size)'), {
    allocate: '(drop (memory.grow (i32.const 1025))) (i32.const 65536)',
  });
  const payload = save(Buffer.alloc(64 << 20), 'big.bin');
  const { output_base64: encoded } = run(big, '--payload-file', payload);
  assert.equal(Buffer.from(encoded, 'base64').readInt32LE(), 64 << 20);
});

const error =
  '(call $return_error (i32.const 404) (i32.const 16) (i32.const 4) (local.get $ident))';
const log = '(call $log_msg (i32.const 16) (i32.const 4) (i32.const 2) (local.get $ident))';

test('an error is on standard error, after the log, and exits 1', () => {
  const { status, stdout, stderr } = command([save(plugin(`${log} ${error}`, { data: 'gone' }))]);
  assert.deepEqual([status, stdout, stderr], [1, '', 'warn: gone\nerror 404: gone\n']);
});

test('a violation is named, and changes no exit code', () => {
  const beyond = plugin('(call $return_result (i32.const 65535) (i32.const 2) (local.get $ident))');
  const { status, stderr } = command([save(beyond)]);
  assert.equal(status, 0);
  assert.match(stderr, /^violation: return_result got 2 bytes/);
});

test('a trap and no reply exit 2', () => {
  const trap = command([save(plugin('(unreachable)'))]);
  assert.deepEqual([trap.status, trap.stderr], [2, 'trap: unreachable executed in run_e\n']);
  const none = command([save(plugin(''))]);
  assert.equal(none.status, 2);
  assert.match(none.stderr, /^none: the plugin did not reply/);
});

const failingOnce = (first) => save(plugin(
  `(global.set $runs (i32.add (global.get $runs) (i32.const 1)))
   (if (i32.eq (global.get $runs) (i32.const 1)) (then ${first} (return))) ${echo}`,
  { data: 'gone', more: '(global $runs (mut i32) (i32.const 0))' },
));

test('of several runs the last is printed, the worst is the exit code, a summary follows', () => {
  const words = ['--repeat', '3', '--lifetime', 'reuse', '--payload', 'ok'];
  const { status, stdout, stderr } = command([failingOnce(error), ...words]);
  assert.deepEqual([status, stdout], [1, 'ok\n']);
  assert.match(stderr, /^3 runs: 1 error, 2 result; [\d.]+ us each\n/);
  assert.match(stderr, /\nfirst failure, run 1: error 404: gone\n$/);
  assert.equal(command([failingOnce('(unreachable)'), ...words]).status, 2);
});

test('--json: one object a run, with exactly these fields', () => {
  const words = ['--json', '--repeat', '2', '--payload', 'a', '--ident', '5'];
  const { stdout, stderr } = command([file, ...words]);
  assert.equal(stderr, '');
  const objects = stdout.trimEnd().split('\n').map((line) => JSON.parse(line));
  assert.deepEqual(objects.map((each) => each.run), [1, 2]);
  assert.deepEqual(Object.keys(objects[0]), [
    'run', 'ident', 'outcome', 'output', 'output_base64', 'code', 'message', 'log',
    'response_headers', 'violations', 'start_us', 'run_us',
  ]);
  const { start_us: start, run_us: time, ...rest } = objects[0];
  assert.ok(Number.isInteger(start) && Number.isInteger(time));
  assert.deepEqual(rest, {
    run: 1, ident: 5, outcome: 'result', output: 'a', output_base64: 'YQ==', code: null,
    message: null, log: [], response_headers: {}, violations: [],
  });
});

for (const [what, words, expected] of [
  ['no plugin', [], /no plugin is named\n.*--help/],
  ['two plugins', ['a.wasm', 'b.wasm'], /one plugin at a time: a\.wasm, b\.wasm/],
  ['an unknown option', [file, '--wach'], /Unknown option '--wach'/],
  ['an option without its value', [file, '--payload'], /--payload/],
  ['an unknown profile', [file, '--profile', 'x'], /--profile x: .* minimal, e2core, sat\n/],
  ['an unknown lifetime', [file, '--lifetime', 'x'], /--lifetime x: must be one of fresh, reuse/],
  ['no runs', [file, '--repeat', '0'], /--repeat 0: must be an integer from 1/],
  ['runs that are no number', [file, '--repeat', '1e3'], /--repeat 1e3: must be an integer/],
  ['an ident no host gives', [file, '--ident', '2147483647'], /--ident 2147483647: must be/],
  ['a header without colon', [file, '--header', 'x'], /--header x: must be KEY:VALUE/],
  ['a parameter without name', [file, '--param', '=x'], /--param =x: must be KEY=VALUE/],
  ['two payloads', [file, '--payload', 'x', '--payload-file', 'y'], /exclude each other/],
  ['a port beyond all', [file, '--serve', '65536'], /--serve 65536: .* port from 0 to 65535/],
  ['a port that is none', [file, '--serve', 'localhost'], /--serve localhost: must be PORT or/],
  ['a payload of a server', [file, '--serve', '0', '--payload', 'x'], /--payload does not go with/],
  ['a time-out of none', [file, '--timeout', '1'], /--timeout goes with --serve/],
  ['a time-out that is no number', [file, '--serve', '0', '--timeout', 'x'], /--timeout x: must/],
  ['options of packing a module', [file, '--', '--site', '.'], /options of se2-pack, after --, go/],
  ['watching standard input', [file, '--watch', '--payload-file', '-'], /standard input again/],
  ['a missing payload', [file, '--payload-file', '/no/such'], /payload from \/no\/such: ENOENT/],
  ['a missing directory', [file, '--dir', '/d=/no/such'], /\/no\/such: no such directory, .*\/d\n/],
  ['a missing plugin root', [file, '--plugin-root', '/no/such'], /such directory, .*\/plugin\n/],
  ['a Python root without usr', ['--wrapper', file, '--python-usr-root', folder], /usr: no such/],
]) {
  test(`${what} is a usage error`, () => {
    const { status, stdout, stderr } = command(words);
    assert.deepEqual([status, stdout], [2, '']);
    assert.ok(stderr.startsWith('se2-run: '), stderr);
    assert.match(stderr, expected);
    assert.doesNotMatch(stderr, /internal error|\n +at /);
  });
}

test('--json of an output or a report too long for a line is refused', () => {
  const result = save(plugin(`(call $return_result (i32.const 16) (i32.const 0x10000001)
    (local.get $ident))`));
  const { status, stderr } = command([result, '--json']);
  assert.equal(status, 2);
  const message = /run 1: the output of 268435457 bytes is too long for a line of JSON\n.*--json/;
  assert.match(stderr, message);
  const zeroes = save(plugin(`(call $log_msg (i32.const 16) (i32.const 0x6000000) (i32.const 3)
    (local.get $ident))`)); // six characters of JSON for each
  const { stderr: ofReport } = command([zeroes, '--json']);
  assert.match(ofReport, /run 1: the report is too long for a line of JSON\n/);
});

test('--wrapper stands for the plugin, with profile minimal and a sentence as payload', () => {
  const sentence = "It can't bite it's own tail. I'm done laughing.\n";
  const { stdout } = command(['--wrapper', file, '--plugin-root', folder]);
  assert.equal(stdout, sentence);
  const logging = save(plugin(log));
  assert.match(command(['--wrapper', logging]).stderr, /log_msg is offered from --profile e2core/);
});

test('--help and --version are on standard output', () => {
  assert.match(command(['--help']).stdout, /^Usage: se2-run PLUGIN /);
  assert.match(command(['--version']).stdout, /^se2-run \d+\.\d+\.\d+\n$/);
});

test('a full disk is one clear message', () => {
  for (const words of ['', '--json', '--trace']) {
    const { status, stderr } = shell(`${self} ${file} --payload x ${words} > /dev/full`);
    assert.equal(status, 2);
    assert.match(stderr, /^se2-run: cannot write to standard output: no space left on device\n/);
    assert.equal(stderr.trimEnd().split('\n').length, 2);
  }
});

test('a reader that left ends the runs quietly', () => {
  const { status, stdout, stderr } = shell(
    `${self} ${file} --json --repeat 100000000 --lifetime reuse | head -n 1
    exit "\${PIPESTATUS[0]}"`,
  );
  assert.equal(JSON.parse(stdout).run, 1);
  assert.deepEqual([status, stderr], [0, '']);
});

test('a closed standard error is no failure', () => {
  assert.equal(shell(`${self} ${save(plugin(`${log} ${echo}`))} 2> >(exit) ; exit $?`).status, 0);
});

test('the launcher finds its files through links, wherever they were moved', () => {
  const prefix = join(folder, 'moved prefix');
  mkdirSync(join(prefix, 'bin'), { recursive: true });
  const tools = dirname(se2Run);
  for (const name of ['tools', 'host', 'check', 'debug', 'exceptions']) {
    cpSync(join(tools, '..', name), join(prefix, 'lib', 'se2', name), { recursive: true });
  }
  const launcher = new URL('../../../src/tools/se2-run', import.meta.url);
  copyFileSync(launcher, join(prefix, 'bin', 'se2-run'));
  chmodSync(join(prefix, 'bin', 'se2-run'), 0o755);
  writeFileSync(join(prefix, 'lib', 'se2', 'package.json'), '{"type":"module"}');
  symlinkSync(join(prefix, 'bin', 'se2-run'), join(folder, 'linked-se2-run'));
  const { status, stdout } = shell(`"${join(folder, 'linked-se2-run')}" ${file} --payload 'a b'`);
  assert.deepEqual([status, stdout], [0, 'a b\n']);
});
