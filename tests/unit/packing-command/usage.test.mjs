// SPDX-License-Identifier: Apache-2.0
// tests/unit/packing-command/usage.test.mjs: wrong words, files and outputs; exit code 2
//
// Environment: SE2_WASMTIME, a Python that has pip beside it.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync, copyFileSync, lstatSync, readFileSync, readdirSync, symlinkSync, writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { assertRefused, echo, library, pack, place, sePack } from './support.mjs';

const { writeWhole } = await import(pathToFileURL(join(library, 'python/packing/output.mjs')));

const path = place({
  'plugin.py': echo, 'plugin.txt': echo, 'my-plugin.py': echo, 'text.wasm': 'x',
});
const plugin = join(path, 'plugin.py');
const other = place({ 'other.txt': 'x' });

for (const [what, words, expected] of [
  ['no plugin', [], /^se2-pack: no plugin is named\n {2}See se2-pack --help\.\n$/],
  ['two plugins', [plugin, plugin], /^se2-pack: one plugin at a time\n/],
  ['an unknown option', [plugin, '--what'], /^se2-pack: Unknown option '--what'\n/],
  ['an option without its value', [plugin, '--site'], /--site/],
  ['an unknown profile', [plugin, '--profile', 'x'], /--profile x: .* minimal, e2core, sat\n/],
  ['an unknown level', [plugin, '--optimize', '3'], /--optimize 3: must be one of 0, 1, 2\n/],
  ['a missing plugin', [join(path, 'nothere.py')], /nothere\.py: no such file\n/],
  ['a folder', [path], /: no such file\n/],
  ['a file that is no .py', [join(path, 'plugin.txt')], /plugin\.txt cannot be imported: /],
  ['a name that no module has', [join(path, 'my-plugin.py')], /my-plugin\.py cannot be imported: /],
  ['a missing root', [plugin, '--root', 'nothere'], /nothere: no such folder, for --root\n/],
  ['a root elsewhere', [plugin, '--root', other], /plugin\.py is not in --root .*\n/],
  ['a missing site', [plugin, '--site', 'nothere'], /nothere: no such folder, for --site\n/],
  ['a site that is a file', [plugin, '--site', plugin], /: no such folder, for --site\n/],
  ['missing data', [plugin, '--data', 'nothere'], /--data nothere: no such file or folder in /],
  ['data outside', [plugin, '--data', join(other, 'other.txt')], /other\.txt: no such file or f/],
  ['missing requirements', [plugin, '--requirement', 'nothere'], /nothere: no such file\n/],
  ['a missing runtime', [plugin, '--runtime', 'x.wasm'], /x\.wasm: the Python runtime cannot be r/],
]) {
  test(`${what} is a usage error`, () => assertRefused(2, words, expected));
}

test('an output is needed, and is neither the plugin nor the depfile', () => {
  assert.match(pack([plugin]).stderr, /^se2-pack: -o FILE is missing/);
  for (const words of [['-o', plugin], ['-o', join(path, 'a'), '--depfile', join(path, 'a')]]) {
    const { status, stderr } = pack([plugin, ...words]);
    assert.equal(status, 2);
    assert.match(stderr, /^se2-pack: .* would be overwritten\n/);
  }
  assert.equal(readFileSync(plugin, 'utf8'), echo);
});

test('a runtime that is none', () => {
  const refuse = (name, expected) =>
    assertRefused(2, [plugin, '--runtime', join(path, name)], expected);
  refuse('text.wasm', /text\.wasm is no Python runtime: it is no WebAssembly module\n/);
  writeFileSync(join(path, 'bare.wasm'), Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]));
  refuse('bare.wasm', /bare\.wasm is no Python runtime: it lacks the exports that packing needs\n/);
  const runtime = readFileSync(join(library, 'se2-python-e2core.wasm'));
  writeFileSync(join(path, 'cut.wasm'), runtime.subarray(0, runtime.length / 2));
  refuse('cut.wasm', /cut\.wasm is no Python runtime: malformed module: unexpected end/);
});

test('a runtime without what is written beside it', () => {
  copyFileSync(join(library, 'se2-python-e2core.wasm'), join(path, 'lone.wasm'));
  const refuse = (expected) =>
    assertRefused(2, [plugin, '--runtime', join(path, 'lone.wasm')], expected);
  refuse(/lone\.parts\.json: cannot be read \(ENOENT\)\n.*copy both\.\n/);
  const { functionCount } = JSON.parse(
    readFileSync(join(library, 'se2-python-e2core.parts.json'), 'utf8'));
  const damaged = [
    undefined, [{ modules: ['a'] }],
    [{ modules: [], functions: [[0, functionCount + 1]], data: [] }],
  ].map((groups) => JSON.stringify({ functionCount, groups }));
  for (const text of ['{', '[]', 'null', '{"functionCount": 1}', ...damaged]) {
    writeFileSync(join(path, 'lone.parts.json'), text);
    refuse(/lone\.parts\.json: cannot be read \(.*\)\n.*copy both\.\n/);
  }
});

test('--include of something that is not there', () => {
  assertRefused(1, [plugin, '--include', 'nothere'], /^se2-pack: --include nothere: no such /);
});

test('--requirement without pip, and of a package that pip refuses', () => {
  const list = join(path, 'requirements.txt');
  writeFileSync(list, 'no-such-package @ file:///nothere.whl\n');
  const words = [plugin, '--requirement', list];
  const withPath = (PATH) => ({ env: { ...process.env, PATH } });
  const pip = withPath(`${dirname(process.env.SE2_WASMTIME)}:${process.env.PATH}`);
  assertRefused(1, words, /^se2-pack: pip could not install .*requirements\.txt:\nERROR: /, pip);
  const none = withPath('/nothere');
  assertRefused(2, words, /^se2-pack: there is no pip, .*\n.*python3-pip.*--site/, none);
});

test('an output that cannot be written', () => {
  const { status, stderr } = pack([plugin, '-o', join(path, 'nothere', 'plugin.wasm')]);
  assert.equal(status, 2);
  assert.match(stderr, /^se2-pack: .*plugin\.wasm: cannot be written: no such folder\n.*\n$/);
});

const write = (file, content = 'new') => writeWhole([[file, content]]);

test('every reason that a file cannot be written for has its words', () => {
  const to = place({ file: 'old' });
  for (const [file, reason] of [
    [join(to, 'nothere', 'x'), 'no such folder'],
    [join(to, 'file', 'x'), 'not in a folder'],
    [to, 'it is a folder'],
    [join(to, 'x'.repeat(300)), 'its name is too long'],
  ]) {
    assert.throws(() => write(file), { message: `${file}: cannot be written: ${reason}` });
  }
  assert.deepEqual(readdirSync(to), ['file']);
});

test('a folder that is closed to the user', () => {
  const to = place();
  chmodSync(to, 0o555);
  const isRoot = process.geteuid() === 0;
  if (isRoot) process.seteuid(65534);
  try {
    assert.throws(() => write(join(to, 'x')), { message: /: permission denied$/ });
  } finally {
    if (isRoot) process.seteuid(0);
  }
});

test('a disk that ends within a file leaves nothing, and the old file as it was', () => {
  const to = place({ 'plugin.wasm': 'old' });
  const line = `ulimit -f 1000; exec "$0" "$@"`; // kilobytes
  const words = [process.execPath, sePack, plugin, '-o', join(to, 'plugin.wasm')];
  const { status, stderr } = spawnSync('bash', ['-c', line, ...words], { encoding: 'utf8' });
  assert.equal(status, 2, stderr);
  assert.match(stderr, /^se2-pack: .*plugin\.wasm: cannot be written: .* too large\n.*\n$/);
  assert.deepEqual(readdirSync(to), ['plugin.wasm']);
  assert.equal(readFileSync(join(to, 'plugin.wasm'), 'utf8'), 'old');
});

test('of several files all are written, or none', () => {
  const to = place({ a: 'old' });
  const bad = join(to, 'nothere', 'b');
  assert.throws(() => writeWhole([[join(to, 'a'), 'new'], [bad, 'new']]), /no such folder/);
  assert.equal(readFileSync(join(to, 'a'), 'utf8'), 'old');
  assert.deepEqual(readdirSync(to), ['a']);
});

test('a link leads to the file that is replaced', () => {
  const to = place({ file: 'old' });
  symlinkSync('file', join(to, 'link'));
  write(join(to, 'link'));
  assert.ok(lstatSync(join(to, 'link')).isSymbolicLink());
  assert.equal(readFileSync(join(to, 'file'), 'utf8'), 'new');
});

test('what is no file, such as a device, is written to and stays what it is', () => {
  const to = place();
  const pipe = join(to, 'pipe');
  const line = 'mkfifo "$1"; timeout 20 cat "$1" & "$2" --input-type=module -e "$3" "$1"; wait';
  const script = `import { writeWhole } from ${JSON.stringify(
    String(pathToFileURL(join(library, 'python/packing/output.mjs'))),
  )}; writeWhole([[process.argv[1], 'new']]);`;
  const words = ['-c', line, 'bash', pipe, process.execPath, script];
  const { stdout, stderr } = spawnSync('bash', words, { encoding: 'utf8' });
  assert.deepEqual([stdout, stderr], ['new', '']);
  assert.ok(lstatSync(pipe).isFIFO());
});

test('--help and --version are on standard output', () => {
  assert.match(pack(['--help']).stdout, /^Usage: se2-pack PLUGIN\.py -o PLUGIN\.wasm/);
  assert.match(pack(['--version']).stdout, /^se2-pack \d+\.\d+\.\d+\n$/);
});

test('a runtime for other hosts than those of the profile is refused, with what they lack', () => {
  const runtime = join(library, 'se2-python-sat.wasm');
  const words = [plugin, '-o', join(place(), 'x.wasm'), '--runtime', runtime];
  assertRefused(1, [...words, '--profile', 'minimal'],
    /would not load on the hosts of profile minimal:\n {2}import env\.\w+, .*\n[^]* --runtime\.\n$/);
  assert.equal(pack([...words, '--profile', 'sat']).status, 0);
});
