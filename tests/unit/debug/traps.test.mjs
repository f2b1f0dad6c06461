// SPDX-License-Identifier: Apache-2.0
// tests/unit/debug/traps.test.mjs: se2-run tells the function, file and line of a trap

// Environment: SE2_PLUGIN, traps.cpp as se2_add_plugin built it, with its debug file beside it;
// SE2_RUN, the se2-run.mjs to test, with wabt; SE2_DWARFDUMP, LLVM's reader of DWARF.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';

const { SE2_PLUGIN: plugin, SE2_RUN: se2Run, SE2_DWARFDUMP: dwarfdump } = process.env;
const debug = plugin.replace(/\.wasm$/, '.debug.wasm');
const lines = readFileSync(new URL('traps.cpp', import.meta.url), 'utf8').split('\n');
// A cache of compiled objects may give those of another tree.
const source = '/tests/unit/debug/traps.cpp';
const part = (path) => import(new URL(`../${path}`, pathToFileURL(se2Run)));
const { readOutline } = await part('check/outline.mjs');
const { readDebugSections } = await part('debug/debug-sections.mjs');
const { hostFunctions } = await part('host/abi.mjs');

const folder = mkdtempSync(join(tmpdir(), 'se2-debug-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** What se2-run says of the run with this payload, in another folder than the source's. */
function run(file, payload, ...words) {
  const { stderr, stdout, status } = spawnSync(
    process.execPath, [se2Run, file, '--payload', payload, ...words],
    { encoding: 'utf8', cwd: folder },
  );
  return { stderr: stderr.trimEnd().split('\n'), stdout, status };
}

const hasExceptions = !plugin.endsWith('traps_plain.wasm');
const kinds = {
  divide: /^trap: divide by zero in .*\bdivide\(int\) at /,
  read: /^trap: memory access out of bounds in .* at /,
  stop: /^trap: unreachable executed in .* at /,
};
const lineOf = (kind) => lines.findIndex((line) => line.endsWith(`line of: ${kind}`)) + 1;

for (const [kind, expected] of Object.entries(kinds)) {
  test(`the trap of ${kind}`, () => {
    const { status, stderr: [message] } = run(plugin, kind);
    assert.equal(status, 2);
    assert.match(message, expected);
    assert.ok(message.endsWith(`${source}:${lineOf(kind)}`), message);
  });
}

test('a function and what it was called from', () => {
  const { stderr: [message, caller] } = run(plugin, 'divide');
  assert.match(message, /divide\(int\)/);
  assert.match(caller, /^ {2}called from .*run_e.* at .*\/traps\.cpp:\d+$/);
});

test('a stack overflow shows the calls of which there are too many', () => {
  const { stderr: [message, ...callers] } = run(plugin, 'recurse');
  assert.match(message, /^trap: (stack overflow|memory access out of bounds) in .*recurse\(int\)/);
  assert.ok(callers.length > 5);
  for (const caller of callers) {
    assert.match(caller, /recurse\(int\) at /);
    assert.ok(caller.endsWith(`${source}:${lineOf('recurse')}`), caller);
  }
});

if (hasExceptions) {
  test('a trap in a clause that caught something, and where that was called from', () => {
    const { stderr: [message, caller] } = run(plugin, 'caught');
    assert.match(message, /divide\(int\) at /);
    assert.ok(message.endsWith(`${source}:${lineOf('divide')}`), message);
    assert.ok(caller.endsWith(`${source}:${lineOf('caught')}`), caller);
  });
}

test('--json has the line in its message', () => {
  const { stdout } = run(plugin, 'divide', '--json');
  assert.ok(JSON.parse(stdout).message.endsWith(`${source}:${lineOf('divide')}`), stdout);
});

test('the debug file itself can be run', () => {
  const { stderr: [message] } = run(debug, 'divide');
  assert.ok(message.endsWith(`${source}:${lineOf('divide')}`), message);
});

test('without the debug file there is no line, and the run is the same', () => {
  const alone = join(folder, 'alone.wasm');
  copyFileSync(plugin, alone);
  const [message] = run(alone, 'divide').stderr;
  assert.match(message, /^trap: divide by zero in run_e \(wasm function \d+\)$/);
});

test('a debug file of other code is not believed', () => {
  const other = join(folder, 'other.wasm');
  copyFileSync(plugin, other);
  const bytes = readFileSync(debug);
  const { start, code } = readDebugSections(bytes);
  bytes[start + code.length - 2] ^= 1;
  writeFileSync(join(folder, 'other.debug.wasm'), bytes);
  assert.match(run(other, 'divide').stderr[0], / in run_e \(wasm function \d+\)$/);
});

test('the plugin is the debug file without names and lines', () => {
  const [own, beside] = [plugin, debug].map((file) => readDebugSections(readFileSync(file)));
  assert.ok(own.code.equals(beside.code));
  assert.deepEqual([own.names.size, own.lines.length], [0, 0]);
  assert.ok(beside.names.size > 3 && beside.lines.flat().length > 50);
});

test('LLVM finds nothing wrong with the DWARF, and the same lines in it', () => {
  const dump = (...words) => spawnSync(dwarfdump, [...words, debug], {
    encoding: 'utf8', maxBuffer: 1 << 28,
  });
  const { status, stdout, stderr } = dump('--verify');
  assert.equal(status, 0, stdout + stderr);
  const table = dump('--debug-line').stdout;
  const rows = [...table.matchAll(/^0x([0-9a-f]+) +(\d+) +(\d+) +(\d+) /gm)].map(
    ([, address, line, column]) => [Number.parseInt(address, 16), Number(line), Number(column)]);
  const ours = readDebugSections(readFileSync(debug)).lines.flat();
  assert.deepEqual(ours.map(({ address, line, column }) => [address, line, column]), rows);
});

test('--debug says how to stop in the plugin, whose module has the payload', async () => {
  const { status, stdout, stderr } = run(plugin, 'no trap', '--debug');
  assert.deepEqual([status, stderr], [0, ['']]);
  const [, host, session, address, size] =
    /wasmtime run -g \d+ --preload env=(\S+) .*\n +--invoke run_e (\S+) (\d+) (\d+) 1\n/
      .exec(stdout);
  assert.match(stdout, /lldb/);
  const replies = [];
  const { instance: { exports } } = await WebAssembly.instantiate(readFileSync(session), {
    env: {
      return_result: (at, length) => replies.push(Buffer.from(exports.memory.buffer, at, length)),
      return_error: () => assert.fail(),
    },
  });
  assert.equal(Buffer.from(exports.memory.buffer, Number(address), Number(size)).toString(),
    'no trap');
  exports.run_e(Number(address), Number(size), 1);
  assert.equal(Buffer.concat(replies).toString(), '0');
  assert.ok(readDebugSections(readFileSync(session)).lines.length > 0);

  const wabt = await createRequire(se2Run)('wabt')();
  const module = wabt.parseWat(host, readFileSync(host, 'utf8')).toBinary({}).buffer;
  const offered = readOutline(module).exports.map(({ name, signature }) => [name, signature]);
  const known = Object.entries(hostFunctions).map(([name, { signature }]) => [name, signature]);
  assert.deepEqual(offered, known, 'the host that it names has all functions');
});

test('--debug without a debug file says where one comes from', () => {
  const alone = join(folder, 'alone.wasm');
  copyFileSync(plugin, alone);
  const { status, stderr } = run(alone, '', '--debug');
  assert.equal(status, 2);
  assert.match(stderr.join('\n'), /alone\.debug\.wasm: no such file.*\n.*se2_add_plugin/);
});
