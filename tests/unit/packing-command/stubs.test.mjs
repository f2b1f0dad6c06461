// SPDX-License-Identifier: Apache-2.0
// tests/unit/packing-command/stubs.test.mjs: se2-pack --stubs, for editors, mypy and pytest

import assert from 'node:assert/strict';
import { chmodSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { echo, library, pack, packed, place } from './support.mjs';

const source = join(library, '../../share/se2/sdk');

/** Fails, with one line of what `expected` matches and one of advice. */
function assertRefusedStubs(words, expected, options) {
  const { status, stdout, stderr } = pack(words, options);
  assert.deepEqual([status, stdout], [2, ''], stderr);
  assert.match(stderr, expected);
  assert.equal(stderr.trimEnd().split('\n').length, 2, stderr);
}

test('the packages are written as they are installed, twice as well', () => {
  const typings = join(place(), 'typings');
  for (const words of [[], ['--json']]) {
    const { status, stdout, stderr } = pack(['--stubs', typings, ...words]);
    assert.equal(status, 0, stderr);
    const files = readdirSync(join(typings, 'sdk')).map((name) => `sdk/${name}`);
    files.push(...readdirSync(join(typings, 'se2_testing')).map((name) => `se2_testing/${name}`));
    for (const file of files) {
      assert.deepEqual(readFileSync(join(typings, file)), readFileSync(join(source, file)), file);
    }
    assert.ok(files.includes('sdk/__init__.pyi') && files.includes('sdk/py.typed'));
    if (words.length === 0) assert.match(stderr, /\n {2}pip install \S*share\/se2\/sdk /);
    else assert.deepEqual(JSON.parse(stdout), { output: typings, files: files.sort() });
  }
});

test('beside a plugin they are no part of what is packed', () => {
  const path = place({ 'plugin.py': `import sdk, sdk.http\n${echo}` });
  assert.equal(pack(['--stubs', path]).status, 0);
  const { stdout } = packed(path, '--json');
  const files = JSON.parse(stdout).files.map(({ path: file }) => file);
  assert.deepEqual(files.filter((file) => /sdk|se2_testing/.test(file)), []);
});

test('a file that differs stays, and nothing else is written', () => {
  const path = place({ 'sdk/http.pyi': 'mine' });
  assertRefusedStubs(['--stubs', path], /http\.pyi: a file that differs is there\n/);
  assert.equal(readFileSync(join(path, 'sdk/http.pyi'), 'utf8'), 'mine');
  assert.deepEqual([readdirSync(path), readdirSync(join(path, 'sdk'))], [['sdk'], ['http.pyi']]);
});

test('a place that cannot be written', () => {
  const path = place({ file: '' });
  const refuse = (folder, reason) =>
    assertRefusedStubs(['--stubs', folder], new RegExp(`: cannot be written: ${reason}\n`));
  refuse(join(path, 'file'), 'not in a folder');
  refuse(join(path, 'nothere', 'typings'), 'no such folder');
  refuse('/proc/typings', 'no such folder');
});

test('a folder that is closed to the user', () => {
  const path = place();
  chmodSync(path, 0o555);
  const id = process.geteuid() === 0 ? { uid: 65534 } : {};
  assertRefusedStubs(['--stubs', join(path, 'x')], /: cannot be written: permission denied\n/, id);
  assert.ok(!existsSync(join(path, 'x')));
});

test('it goes with no plugin and no option of packing', () => {
  const path = place({ 'plugin.py': echo });
  assertRefusedStubs(['--stubs', path, join(path, 'plugin.py')], /--stubs goes with no file: /);
  assertRefusedStubs(['--stubs', path, '-o', 'x'], /^se2-pack: --output does not go with --stu/);
});
