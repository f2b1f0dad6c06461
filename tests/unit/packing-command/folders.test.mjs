// SPDX-License-Identifier: Apache-2.0
// tests/unit/packing-command/folders.test.mjs: which files of the plugin's folder are carried

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { assertRefused, echo, packed, place } from './support.mjs';

const own = ({ files }) =>
  files.map(({ path }) => path).filter((path) => /^\/(plugin|site)\//.test(path));
const carried = (path, ...words) => own(JSON.parse(packed(path, '--json', ...words).stdout));

const never = {
  '.env': 'SECRET', '.git/config': 'x', 'sub/.hidden': 'x',
  '__pycache__/plugin.cpython-311.pyc': 'x', 'sub/__pycache__/x.pyc': 'x',
  'node_modules/a/index.js': 'x', 'venv/pyvenv.cfg': '', 'venv/lib/a.py': 'x',
  'types.pyi': 'x', 'fast.so': 'x',
};

test('--root carries the folder whole, but never what no plugin reads', () => {
  const path = place({ ...never, 'plugin.py': echo, 'sub/data.txt': 'x', 'more.py': '' });
  assert.deepEqual(carried(path, '--root', path), [
    '/plugin/__pycache__/more.cpython-311.pyc', '/plugin/more.py', '/plugin/plugin.py',
    '/plugin/sub/data.txt',
  ]);
});

test('without it only what the plugin reaches is carried, and --data', () => {
  const files = { 'plugin.py': echo, 'sub/data.txt': 'x', 'more.py': '', 'a.txt': 'x' };
  const path = place({ ...never, ...files });
  assert.deepEqual(carried(path), ['/plugin/plugin.py']);
  assert.deepEqual(carried(path, '--data', 'sub', '--include', 'more'), [
    '/plugin/__pycache__/more.cpython-311.pyc', '/plugin/more.py', '/plugin/plugin.py',
    '/plugin/sub/data.txt',
  ]);
});

const odd = ['with space.txt', 'ünï–😀.txt', 'new\nline.txt', '$dollar #hash: percent%.txt'];

test('any name of a file is carried as it is', () => {
  const files = Object.fromEntries(odd.map((name) => [`sub/${name}`, 'x']));
  const path = place({ 'plugin.py': echo, ...files });
  const names = carried(path, '--data', 'sub').filter((name) => name.startsWith('/plugin/sub/'));
  assert.deepEqual(names.sort(), odd.map((name) => `/plugin/sub/${name}`).sort());
});

test('links within the folder are followed, even to what is around them', () => {
  const path = place({ 'plugin.py': echo, 'sub/data.txt': 'x' });
  symlinkSync('sub', join(path, 'link'));
  symlinkSync('sub/data.txt', join(path, 'file'));
  symlinkSync('..', join(path, 'sub', 'loop'));
  assert.deepEqual(carried(path, '--root', path), [
    '/plugin/file', '/plugin/link/data.txt', '/plugin/plugin.py', '/plugin/sub/data.txt',
  ]);
});

test('links that lead out of the folder or nowhere are left out, and named', () => {
  const outside = place({ 'secret.txt': 'x' });
  const path = place({ 'plugin.py': echo, 'data.txt': 'x' });
  symlinkSync(join(outside, 'secret.txt'), join(path, 'file'));
  symlinkSync(outside, join(path, 'folder'));
  symlinkSync('nowhere', join(path, 'nothing'));
  const report = JSON.parse(packed(path, '--json', '--root', path).stdout);
  assert.deepEqual(own(report), ['/plugin/data.txt', '/plugin/plugin.py']);
  assert.deepEqual(report.links, ['/plugin/file', '/plugin/folder', '/plugin/nothing']);
  const words = [join(path, 'plugin.py'), '--data', 'file'];
  assertRefused(1, words, /^se2-pack: --data \/plugin\/file: no such file or folder\n/);
});

test('ten thousand files are carried', () => {
  const many = Array.from({ length: 10000 }, (_, index) => [`data/${index}.txt`, `${index}`]);
  const path = place({ 'plugin.py': echo, ...Object.fromEntries(many) });
  assert.equal(carried(path, '--data', 'data').length, 10001);
});

test('more than 32 MiB are refused with the biggest, unless --allow-large', () => {
  const big = (size) => Buffer.alloc(size << 20, 'x');
  const path = place({ 'plugin.py': echo, 'a.bin': big(12), 'b.bin': big(20), 'c.txt': 'x' });
  const words = [join(path, 'plugin.py'), '--root', path];
  const [total, biggest, advice] = [
    'the plugin would carry 32\\.\\d MiB of files; the limit is 32\\.0 MiB',
    'the biggest: /plugin/b\\.bin 20\\.0 MiB, /plugin/a\\.bin 12\\.0 MiB',
    '.* --exclude, or give --allow-large',
  ];
  assertRefused(1, words, new RegExp(`^se2-pack: ${total}\n  ${biggest}\n  ${advice}\n$`));
  assert.equal(carried(path, '--root', path, '--allow-large').length, 4);
});

test('the depfile names the files that the module was made of, for make', () => {
  const names = ['plugin.py', 'helper.py', 'late.py', 'a b#c$d:e.txt'];
  const source = `import helper\nimport extra\n${echo.replace(':', ':\n    import late')}`;
  const path = place({
    'plugin.py': source, 'helper.py': '', 'late.py': '',
    '__pycache__/late.cpython-311.pyc': 'x', 'a b#c$d:e.txt': 'x', 'unused.py': '',
  });
  const [site, unused] = [place({ 'extra.py': '', 'unused.py': '' }), place()];
  const depfile = join(unused, 'plugin.d');
  const words = ['--data', 'a b#c$d:e.txt', '--site', unused, '--site', site];
  const { file } = packed(path, '--depfile', depfile, ...words);

  const sources = [...names.map((name) => join(path, name)), join(site, 'extra.py')];
  const rules = `all: ${file}\n${file}:\n\t@touch $@\ninclude plugin.d\n`;
  writeFileSync(join(unused, 'Makefile'), rules);
  const make = (...options) => spawnSync('make', ['-C', unused, ...options], { encoding: 'utf8' });
  const isCurrent = () => make('--question').status === 0;
  assert.ok(isCurrent());
  for (const each of sources) {
    const [before, after] = [new Date(0), new Date(Date.now() + 3600_000)];
    utimesSync(each, after, after);
    assert.ok(!isCurrent(), each);
    utimesSync(each, before, before);
    assert.ok(isCurrent(), each);
  }
  const [first, ...lines] = readFileSync(depfile, 'utf8').split(' \\\n');
  assert.equal(first, `${file}:`);
  const others = lines.filter((line) => !line.includes('/usr/local/lib/python3.11/'));
  assert.equal(others.length, sources.length + 2, others.join('\n')); // and the runtime's files
  assert.doesNotMatch(lines.join('\n'), /unused|\.pyc/);
});
