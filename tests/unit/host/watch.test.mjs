// SPDX-License-Identifier: Apache-2.0
// tests/unit/host/watch.test.mjs: se2-run --watch of a module; of a plugin.py: ../packing-command

import assert from 'node:assert/strict';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { Process } from './process.mjs';
import { Serving } from './serving.mjs';
import { echo, plugin, save, se2Run } from './support.mjs';

const saying = (word) => plugin(
  `(call $return_result (i32.const 16) (i32.const ${word.length}) (local.get $ident))`,
  { data: word },
);
const forever = plugin(
  `(call $log_msg (i32.const 16) (i32.const 5) (i32.const 3) (local.get $ident)) (loop (br 0))`,
  { data: 'begun' },
);

/** Writes another file and renames it, as many editors do. */
function replace(file, content) {
  writeFileSync(`${file}.new`, content);
  renameSync(`${file}.new`, file);
}

let files = 0;

/** A watched plugin's process, of a file of its own. */
async function watch(bytes, ...words) {
  const file = save(bytes, `watched-${(files += 1)}.wasm`);
  const process = new Process(se2Run, [file, '--watch', ...words]);
  await process.says(/watching \d+ file/);
  return { file, process };
}

for (const [how, write] of [['replaced', replace], ['written', writeFileSync]]) {
  test(`a module that is ${how} runs anew, as often as it is`, async () => {
    const { file, process } = await watch(saying('one'));
    await process.prints(/^one\n/);
    for (const word of ['two', 'three']) {
      write(file, saying(word));
      await process.prints(new RegExp(`^${word}\\n`));
    }
  });
}

test('a module that no host loads is named, and waited for', async () => {
  const { file, process } = await watch(saying('one'));
  await process.prints(/^one\n/);
  replace(file, 'nothing');
  await process.says(/ is not a WebAssembly module/);
  replace(file, saying('two'));
  await process.prints(/^two\n/);
});

test('a change ends a run without end', async () => {
  const { file, process } = await watch(forever);
  await process.says(/info: begun\n/);
  replace(file, saying('ended'));
  await process.prints(/^ended\n/);
  assert.equal(await process.interrupt(), 0); // which no run outlives: they have the same pipes
});

test('a module that is away for a while is waited for', async () => {
  const { file, process } = await watch(saying('one'));
  await process.prints(/^one\n/);
  rmSync(file);
  await process.says(/no such file/);
  writeFileSync(file, saying('two'));
  await process.prints(/^two\n/);
});

test('a file that an option names runs it anew too', async () => {
  const payload = save('one', 'watched-payload');
  const { process } = await watch(plugin(echo), '--payload-file', payload);
  await process.prints(/^one\n/);
  replace(payload, 'two');
  await process.prints(/^two\n/);
});

test('--json has nothing but objects on standard output', async () => {
  const { file, process } = await watch(saying('one'), '--json');
  await process.prints(/"output":"one".*\n/);
  replace(file, saying('two'));
  await process.prints(/"output":"two".*\n/);
  const lines = process.stdout.trimEnd().split('\n').map((line) => JSON.parse(line));
  assert.deepEqual(lines.map(({ output }) => output), ['one', 'two']);
});

for (const [what, bytes, sign] of [
  ['has ended', saying('one'), (process) => process.prints(/^one\n/)],
  ['has no end', forever, (process) => process.says(/info: begun\n/)],
]) {
  test(`Ctrl-C ends it where the run ${what}, and exits 0`, async () => {
    const { process } = await watch(bytes);
    await sign(process);
    assert.equal(await process.interrupt(), 0);
  });
}

test('--serve: requests after a change are to the new module', async () => {
  const file = save(saying('one'), 'watched-served.wasm');
  const server = new Serving(se2Run, [file, '--watch', '--serve', '0']);
  await server.begins();
  await server.says(/watching 1 file;/);
  assert.equal((await server.ask()).text, 'one');
  replace(file, 'nothing');
  await server.says(/ is not a WebAssembly module[^]*watching/);
  assert.equal((await server.ask()).text, 'one');
  replace(file, saying('two'));
  await server.says(/watching/);
  assert.equal((await server.ask()).text, 'two');
  assert.equal(await server.interrupt(), 0);
});
