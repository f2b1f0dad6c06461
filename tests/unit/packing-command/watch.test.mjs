// SPDX-License-Identifier: Apache-2.0
// tests/unit/packing-command/watch.test.mjs: se2-run of a plugin.py, which it packs, and --watch

import assert from 'node:assert/strict';
import { readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Process } from '../host/process.mjs';
import { Serving } from '../host/serving.mjs';
import { library, place } from './support.mjs';

const se2Run = join(library, 'tools/se2-run.mjs');
const script = 'import helper\n\ndef run_e(payload):\n    return helper.word + payload\n';
const helper = (word) => `word = '${word} '\n`;

function replace(path, name, content) {
  writeFileSync(join(path, 'new'), content);
  renameSync(join(path, 'new'), join(path, name));
}

const start = (path, ...words) => {
  const own = place(); // for its temporary files
  const process_ = new Process(
    se2Run, [join(path, 'plugin.py'), '--payload', 'x', ...words],
    { env: { ...process.env, TMPDIR: own } },
  );
  return Object.assign(process_, { own });
};

test('a plugin.py is packed and run, and leaves nothing behind', async () => {
  const run = start(place({ 'plugin.py': script, 'helper.py': helper('one') }));
  assert.equal(await run.ended, 0);
  assert.equal(run.stdout, 'one x\n');
  assert.deepEqual(readdirSync(run.own), []);
});

test('one that cannot be packed exits 2, and leaves nothing behind', async () => {
  const run = start(place({ 'plugin.py': script }));
  assert.equal(await run.ended, 2);
  assert.match(run.stderr, /No module named 'helper'[^]*\nse2-run: .*plugin\.py was not packed\n$/);
  assert.deepEqual(readdirSync(run.own), []);
});

test('options after -- are those of se2-pack', async () => {
  const site = place({ 'helper.py': helper('site') });
  const run = start(place({ 'plugin.py': script }), '--', '--site', site);
  assert.equal(await run.ended, 0);
  assert.equal(run.stdout, 'site x\n');
});

test('--watch: a carried file that changes is packed and run anew', async () => {
  const path = place({ 'plugin.py': script, 'helper.py': helper('one') });
  const run = start(path, '--watch');
  await run.prints(/^one x\n/);
  replace(path, 'helper.py', helper('two'));
  await run.prints(/^two x\n/);
  writeFileSync(join(path, 'plugin.py'), script.replace('+ payload', '+ payload[::-1]'));
  await run.prints(/^two x\n/);
  assert.equal(await run.interrupt(), 0);
  assert.deepEqual(readdirSync(run.own), []);
});

test('--watch: what fails to be packed says why, and is waited for', async () => {
  const path = place({ 'plugin.py': script });
  const run = start(path, '--watch');
  await run.says(/No module named 'helper'[^]*watching/);
  replace(path, 'helper.py', helper('one'));
  await run.prints(/^one x\n/);
  replace(path, 'plugin.py', 'def run_e(:');
  await run.says(/SyntaxError[^]*watching/);
  replace(path, 'plugin.py', script);
  await run.prints(/^one x\n/);
});

test('--watch --serve: requests after a change are to the new plugin', async () => {
  const path = place({ 'plugin.py': script, 'helper.py': helper('one') });
  const server = new Serving(se2Run, [join(path, 'plugin.py'), '--watch', '--serve', '0']);
  await server.begins();
  await server.says(/watching/);
  assert.equal((await server.ask('x')).text, 'one x');
  replace(path, 'helper.py', helper('two'));
  await server.says(/watching/);
  assert.equal((await server.ask('x')).text, 'two x');
  assert.equal(await server.interrupt(), 0);
});
