// SPDX-License-Identifier: Apache-2.0
// tests/unit/host/wasi.test.mjs: stdio, clocks, environment, files

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  assemble, command, echo, folder, integers, plugin, replyIntegers, run, runs, save, se2Run,
} from './support.mjs';

const errno = { badf: 8, fault: 21, notcapable: 76 };

/** fd_write of `size` bytes at address 16. */
const print = (fd, size, start = 16) => `(i32.store (i32.const 256) (i32.const ${start}))
  (i32.store (i32.const 260) (i32.const ${size}))
  (drop (call $fd_write (i32.const ${fd}) (i32.const 256) (i32.const 1) (i32.const 264)))`;

const talking = save(plugin(`${print(1, 3)} ${print(2, 3, 19)} ${echo}`, { data: 'outerr' }));

test('e2core and sat discard what a plugin prints', () => {
  for (const profile of ['e2core', 'sat']) {
    const { stdout, stderr } = command([talking, '--payload', 'x', '--profile', profile]);
    assert.deepEqual([stdout, stderr], ['x\n', '']);
  }
});

test('minimal shows it, with its last line finished', () => {
  const { stdout, stderr } = command([talking, '--payload', 'x', '--profile', 'minimal']);
  assert.deepEqual([stdout, stderr], ['out\nx\n', 'err\n']);
});

test('with --json it goes to standard error', () => {
  const { stdout, stderr } = command([talking, '--json', '--profile', 'minimal']);
  assert.equal(stderr, 'outerr\n');
  assert.equal(JSON.parse(stdout).outcome, 'result');
});

test('fd_write answers how much it wrote, of all vectors', () => {
  const body = `(i32.store (i32.const 256) (i32.const 16)) (i32.store (i32.const 260) (i32.const 2))
    (i32.store (i32.const 264) (i32.const 18)) (i32.store (i32.const 268) (i32.const 3))
    ${replyIntegers(
    '(call $fd_write (i32.const 1) (i32.const 256) (i32.const 2) (i32.const 272))',
    '(i32.load (i32.const 272))')}`;
  assert.deepEqual(integers(run(plugin(body))), [0, 5]);
});

test('an address outside memory answers EFAULT, an unknown descriptor EBADF', () => {
  const outcome = run(plugin(replyIntegers(
    '(call $fd_write (i32.const 1) (i32.const -8) (i32.const 1) (i32.const 272))',
    '(call $random_get (i32.const 65530) (i32.const 100))',
    '(call $clock_time_get (i32.const 0) (i64.const 0) (i32.const 65532))',
    '(call $fd_write (i32.const 3) (i32.const 256) (i32.const 0) (i32.const 272))',
    '(call $fd_prestat_get (i32.const 3) (i32.const 256))',
    '(call $fd_fdstat_get (i32.const 9) (i32.const 256))',
  )));
  const { fault, badf } = errno;
  assert.deepEqual(integers(outcome), [fault, fault, fault, badf, badf, badf]);
});

test('a count that makes more than 32 bits of bytes is outside memory too', () => {
  const outcome = run(plugin(replyIntegers(
    '(call $fd_write (i32.const 1) (i32.const 256) (i32.const 0x20000000) (i32.const 272))',
    `(call $poll_oneoff (i32.const 256) (i32.const 1024) (i32.const 0x55555556)
      (i32.const 272))`,
  )));
  assert.deepEqual(integers(outcome), [errno.fault, errno.fault]);
});

test('standard input is empty: the payload is the input', () => {
  const read = plugin(replyIntegers(
    '(call $fd_read (i32.const 0) (i32.const 256) (i32.const 1) (i32.const 272))',
    '(i32.load (i32.const 272))',
  ));
  const { stdout } = command([save(read), '--json'], { input: 'text' });
  assert.deepEqual(integers(JSON.parse(stdout)), [0, 0]);
});

test('the environment is empty, and holds PYTHONPATH for a plugin root alone', () => {
  const sizes = plugin(replyIntegers(
    '(call $environ_sizes_get (i32.const 256) (i32.const 260))',
    '(i32.load (i32.const 256))', '(i32.load (i32.const 260))',
  ));
  assert.deepEqual(integers(run(sizes)), [0, 0, 0]);
  const text = plugin(
    `(drop (call $environ_get (i32.const 256) (i32.const 272)))
     (call $return_result (i32.load (i32.const 256)) (i32.const 18) (local.get $ident))`,
  );
  assert.equal(run(text, '--plugin-root', folder).output, 'PYTHONPATH=/plugin');
});

test('random_get fills with differing bytes', () => {
  const random = plugin(
    `(drop (call $random_get (i32.const 16) (i32.const 16)))
     (call $return_result (i32.const 16) (i32.const 16) (local.get $ident))`,
  );
  const [first, second] = runs(random, '--repeat', '2').map((each) => each.output_base64);
  assert.notEqual(first, second);
});

/** Replies poll_oneoff's answer, events, error and elapsed microseconds, of one clock at 256. */
const polling = (id, timeout, flags) => plugin(`(local $begun i64)
  (drop (call $clock_time_get (i32.const ${id & 1}) (i64.const 0) (i32.const 512)))
  (local.set $begun (i64.load (i32.const 512)))
  (i64.store (i32.const 256) (i64.const 77))
  (i32.store (i32.const 272) (i32.const ${id}))
  (i64.store (i32.const 280) ${timeout})
  (i32.store16 (i32.const 296) (i32.const ${flags}))
  (i32.store (i32.const 600)
    (call $poll_oneoff (i32.const 256) (i32.const 320) (i32.const 1) (i32.const 512)))
  (i32.store (i32.const 604) (i32.load (i32.const 512)))
  (drop (call $clock_time_get (i32.const ${id & 1}) (i64.const 0) (i32.const 512)))
  ${replyIntegers('(i32.load (i32.const 600))', '(i32.load (i32.const 604))',
    '(i32.load16_u (i32.const 328))', '(i32.load (i32.const 320))',
    `(i32.wrap_i64 (i64.div_s
      (i64.sub (i64.load (i32.const 512)) (local.get $begun)) (i64.const 1000)))`,
  )}`);
const inTwentyMilliseconds = '(i64.add (local.get $begun) (i64.const 20000000))';

for (const [what, id, timeout, flags] of [
  ['a relative monotonic clock', 1, '(i64.const 20000000)', 0],
  ['a relative realtime clock', 0, '(i64.const 20000000)', 0],
  ['an absolute monotonic clock', 1, inTwentyMilliseconds, 1],
  ['an absolute realtime clock', 0, inTwentyMilliseconds, 1],
]) {
  test(`poll_oneoff waits for ${what}, not less`, () => {
    const [answer, events, error, userdata, elapsed] = integers(run(polling(id, timeout, flags)));
    assert.deepEqual([answer, events, error, userdata], [0, 1, 0, 77]);
    assert.ok(elapsed >= 19_900, `after ${elapsed} us`);
  });
}

test('poll_oneoff returns at once from a time that is past, and from an unknown clock', () => {
  assert.deepEqual(integers(run(polling(1, '(i64.const 5)', 1))).slice(0, 3), [0, 1, 0]);
  assert.deepEqual(integers(run(polling(3, '(i64.const 5)', 1))).slice(0, 3), [0, 1, 28]);
});

const data = join(folder, 'data');
mkdirSync(data);
writeFileSync(join(data, 'a'), 'content');
writeFileSync(join(folder, 'secret'), 'secret');
symlinkSync(join(folder, 'secret'), join(data, 'b'));

/** Opens the file of one letter in descriptor 3 and replies the errno and what it read. */
const reading = (letter) => plugin(
  `(i32.store (i32.const 300)
     (call $path_open (i32.const 3) (i32.const 1) (i32.const 16) (i32.const 1) (i32.const 0)
       (i64.const 2) (i64.const 0) (i32.const 0) (i32.const 304)))
   (i32.store (i32.const 256) (i32.const 308)) (i32.store (i32.const 260) (i32.const 100))
   (if (i32.eqz (i32.load (i32.const 300))) (then
     (drop (call $fd_read (i32.load (i32.const 304)) (i32.const 256) (i32.const 1)
       (i32.const 280)))))
   (call $return_result (i32.const 300) (i32.add (i32.const 8) (i32.load (i32.const 280)))
     (local.get $ident))`,
  { data: letter },
);
const opened = ({ output_base64: encoded }) => {
  const bytes = Buffer.from(encoded, 'base64');
  return [bytes.readInt32LE(0), bytes.subarray(8).toString()];
};

test('--dir pre-opens a directory, on fresh and on reused instances, without a warning', () => {
  const file = save(reading('a'));
  for (const lifetime of ['fresh', 'reuse']) {
    const words = ['--json', '--dir', `/d=${data}`, '--repeat', '3', '--lifetime', lifetime];
    const { stdout, stderr } = command([file, ...words]);
    assert.equal(stderr, '');
    for (const line of stdout.trimEnd().split('\n')) {
      assert.deepEqual(opened(JSON.parse(line)), [0, 'content']);
    }
  }
});

test('a symbolic link out of the directory is refused', () => {
  assert.deepEqual(opened(run(reading('b'), '--dir', `/d=${data}`)), [errno.notcapable, '']);
});

test('without --dir there are no files', () => {
  assert.deepEqual(opened(run(reading('a'))), [errno.badf, '']);
});

test('printing works beside files', () => {
  const both = plugin(`${print(1, 3)}
    (drop (call $fd_prestat_get (i32.const 3) (i32.const 300))) ${echo}`, { data: 'out' });
  const { stdout } = command([save(both), '--profile', 'minimal', '--dir', `/d=${data}`]);
  assert.equal(stdout, 'out\n\n');
});

test('many instances do not use up the descriptors of the process', () => {
  const line = `ulimit -n 80; exec "${process.execPath}" "${se2Run}" ${save(reading('a'))} ` +
    `--dir /d=${data} --repeat 200 --lifetime fresh`;
  const { status, stderr } = spawnSync('bash', ['-c', line], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  assert.match(stderr, /^200 runs: 200 result/);
});

test('an instance with files that cannot be made is a host error', () => {
  const failing = assemble(`(module
    (import "wasi_snapshot_preview1" "fd_prestat_get" (func (param i32 i32) (result i32)))
    (memory (export "memory") 1) (data (i32.const 65536) "x")
    (func (export "allocate") (param i32) (result i32) (i32.const 1024))
    (func (export "deallocate") (param i32 i32))
    (func (export "run_e") (param i32 i32 i32)))`);
  assert.equal(run(failing, '--dir', `/d=${data}`).outcome, 'host_error');
});
