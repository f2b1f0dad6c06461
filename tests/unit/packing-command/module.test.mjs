// SPDX-License-Identifier: Apache-2.0
// tests/unit/packing-command/module.test.mjs: the packed module: the same each time, and of nobody
//
// Environment: SE2_WASMTIME, the Python that has wasmtime 7.0.0.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, realpathSync, utimesSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Steps } from '../../../src/tools/progress.mjs';
import { echo, folder, library, pack, packed, place } from './support.mjs';

// All that differs from one import to the next, and something of each kind of file.
const everything = place({
  'plugin.py': `
import os, random, secrets, tempfile, time, uuid
import logging
import helper

drawn = random.random(), random.Random(), os.urandom(8), uuid.uuid1(), uuid.uuid4()
named = secrets.token_hex(), tempfile.gettempprefix(), set('builder'), os.environ.copy()
begun = time.time(), time.monotonic(), time.process_time(), time.localtime()
def run_e(payload):
    import json
    return json.dumps(payload)
`,
  'helper.py': 'import weakref\nclass A: pass\nheld = weakref.WeakSet([A(), A()])\n',
  'data.txt': 'data',
});
const options = ['--data', 'data.txt', '--include', 'csv', '--warm', 'x'];

const marks = {
  HOME: '/home/marked-home', USER: 'marked-user', LOGNAME: 'marked-user', PWD: '/marked-pwd',
  SE2_MARK: 'marked-variable', PYTHONPATH: '/marked-path', PYTHONHASHSEED: '7',
};
const elsewhere = {
  ...process.env, ...marks, TZ: 'Asia/Tokyo', LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8',
};

test('packed twice it is the same bytes, whoever does it, where and when', () => {
  const first = readFileSync(packed(everything, ...options).file);

  const copy = join(folder, 'another place', 'copied');
  mkdirSync(copy, { recursive: true });
  cpSync(everything, copy, { recursive: true });
  for (const name of ['plugin.py', 'helper.py', 'data.txt']) utimesSync(join(copy, name), 1e9, 1e9);
  const mask = process.umask(0o077);
  try {
    const output = join(folder, 'second.wasm');
    const there = { cwd: copy, env: elsewhere };
    const { status, stderr } = pack(['plugin.py', '-o', output, ...options], there);
    assert.equal(status, 0, stderr);
    const second = readFileSync(output);
    assert.ok(first.equals(second), `${first.length} and ${second.length} bytes differ`);

    for (const mark of [
      ...Object.values(marks).filter((value) => value.length > 6), 'Asia/Tokyo', folder,
      everything, process.cwd(), library, realpathSync(join(library, 'usr')), `${homedir()}/`,
    ]) {
      assert.equal(second.indexOf(mark), -1, `${mark} is in the module`);
    }
  } finally {
    process.umask(mask);
  }
});

const bare = place({ 'plugin.py': echo });
const sleeper = place({
  'plugin.py': 'import time\ndef run_e(payload):\n    time.sleep(0)\n    return payload\n',
});

const calling = (expression) => place({
  'plugin.py': `import sdk\ndef run_e(payload):\n    return ${expression}\n`,
});

const env = (...names) => names.map((name) => `env.${name}`);
const wasi = (...names) => names.map((name) => `wasi_snapshot_preview1.${name}`);
const replies = env('return_error', 'return_result');
const least = [...env('log_msg'), ...replies, ...wasi('clock_time_get', 'random_get')];
const sat = ['--profile', 'sat'];

for (const [what, path, flags, imports] of [
  ['profile e2core', bare, [], least],
  ['profile sat', bare, sat, least],
  [
    'profile minimal', bare, ['--profile', 'minimal'],
    [...replies, ...wasi('clock_time_get', 'fd_write', 'random_get')],
  ],
  ['a plugin that sleeps', sleeper, [], [...least, ...wasi('poll_oneoff')]],
  [
    'sdk.http', calling('sdk.http.get(payload)'), [],
    [...least, ...env('fetch_url', 'get_ffi_result')],
  ],
  [
    'sdk.request', calling('sdk.request.url()'), [],
    [...least, ...env('get_ffi_result', 'request_get_field', 'request_set_field')],
  ],
  [
    'sdk.response', calling('sdk.response.content_type(payload) or ""'), [],
    [...least, ...env('resp_set_header')],
  ],
  [
    'sdk.graphql', calling('sdk.graphql.query("", payload)'), sat,
    [...least, ...env('get_ffi_result', 'graphql_query')],
  ],
  [
    'sdk.cache', calling('sdk.cache.get(payload)'), sat,
    [...least, ...env('cache_get', 'cache_set', 'get_ffi_result')],
  ],
  [
    'sdk.static_file', calling('sdk.static_file.get(payload)'), sat,
    [...least, ...env('get_ffi_result', 'get_static_file')],
  ],
  [
    'sdk.database', calling('sdk.database.select(payload)'), sat,
    [...least, ...env('add_ffi_var', 'db_exec', 'get_ffi_result')],
  ],
  [
    'sdk.secret', calling('sdk.secret.get(payload)'), sat,
    [...least, ...env('get_ffi_result', 'get_secret_value')],
  ],
]) {
  test(`${what}: what it imports and exports, and that the engines take it`, () => {
    const { file } = packed(path, ...flags);
    const module = new WebAssembly.Module(readFileSync(file));
    assert.deepEqual(
      WebAssembly.Module.imports(module).map(({ module: from, name }) => `${from}.${name}`).sort(),
      [...imports].sort(),
    );
    assert.deepEqual(
      WebAssembly.Module.exports(module).map(({ name }) => name).sort(),
      ['_start', 'allocate', 'deallocate', 'memory', 'run_e'],
    );
    const script = 'import sys, wasmtime\n' +
      'wasmtime.Module.validate(wasmtime.Engine(), open(sys.argv[1], "rb").read())';
    const { status, stderr } = spawnSync(process.env.SE2_WASMTIME, ['-c', script, file]);
    assert.equal(status, 0, String(stderr));
  });
}

test('--host-files keeps the functions for files', () => {
  const names = (file) =>
    WebAssembly.Module.imports(new WebAssembly.Module(readFileSync(file)))
      .filter(({ module: from }) => from === 'wasi_snapshot_preview1').map(({ name }) => name);
  const { file } = packed(bare, '--host-files');
  assert.deepEqual(names(file).sort(), names(join(library, 'se2-python-e2core.wasm')).sort());
});

test('--json: one object on standard output, and nothing else there', () => {
  const path = place({ 'plugin.py': `print("hello")\n${echo}` });
  const { file, stdout, stderr } = packed(path, '--json', '--report');
  assert.equal(stderr, 'hello\n');
  assert.match(stdout, /^\{.*\}\n$/);
  const { milliseconds, memory, gzip_bytes: compressed, ...report } = JSON.parse(stdout);
  assert.deepEqual([report.output, report.bytes], [file, readFileSync(file).length]);
  assert.ok(milliseconds > 0 && memory % 16 === 0 && compressed < report.bytes);
  assert.ok(report.files.some((entry) => entry.path === '/plugin/plugin.py' && entry.size === 54));
  assert.ok(report.left_out.includes('unicodedata') && report.builtins.includes('sys'));
});

test('--report: what is carried and why, and what is left out', () => {
  const path = place({
    'plugin.py': `import os\ntry:\n    import nothere\nexcept ImportError:\n    pass\n${echo}`,
    'data/a.txt': 'x', 'data/b.txt': 'x', 'data/fast.so': 'x',
  });
  const { file, stdout } = packed(path, '--report', '--data', 'data', '--exclude', '*/b.txt');
  const sections = new Map(stdout.trimEnd().split('\n\n').map((section) => {
    const [title, ...lines] = section.split('\n');
    return [title, lines.map((line) => line.trim())];
  }));
  assert.match([...sections.keys()][0], new RegExp(`^${file}: .* MB as gzip; an instance takes `));
  const has = (title, line) =>
    assert.ok(sections.get(title).some((each) => line.test(each)), title);
  has('Packages', /^0\.0 kB +1 files +data$/);
  has('Files', /kB +\/plugin\/plugin\.py +the plugin$/);
  has('Files', /kB +\/plugin\/data\/a\.txt +data$/);
  has('Built-in modules kept', /^posix$/);
  has('Built-in modules left out', /^unicodedata$/);
  has('Native extensions left out', /^\/plugin\/data\/fast\.so$/);
  has('Left out by --exclude', /^\/plugin\/data\/b\.txt$/);
  has('Imported but not there', /^nothere \(by plugin\)$/);
});

test('progress is for a terminal', () => {
  const shownOn = (isTerminal) => {
    const written = [];
    const steps = new Steps({ write: (text) => written.push(text) }, isTerminal);
    steps.show('reading');
    steps.show('writing');
    steps.end();
    steps.end();
    return written.join('');
  };
  assert.equal(shownOn(true), '\r\x1b[Kreading ...\r\x1b[Kwriting ...\r\x1b[K');
  assert.equal(shownOn(false), '');
  assert.doesNotMatch(packed(bare).stderr, /\x1b|\r|\.\.\./);
});

test('modules come from a zip file that is carried, also where nobody names zipimport', () => {
  const path = place({
    'plugin.py': 'import sys\nsys.path.append("/plugin/more.zip")\n' +
      'def run_e(payload):\n    import greeting\n    return greeting.text\n',
    'make.py': 'import zipfile\nwith zipfile.ZipFile("more.zip", "w") as archive:\n' +
      '    archive.writestr("greeting.py", "text = \'hello\'")\n',
  });
  assert.equal(spawnSync('python3', ['make.py'], { cwd: path }).status, 0);
  const { file } = packed(path, '--data', 'more.zip');
  const words = [join(library, 'tools/se2-run.mjs'), file, '--payload', 'x'];
  assert.equal(spawnSync(process.execPath, words, { encoding: 'utf8' }).stdout, 'hello\n');
});
