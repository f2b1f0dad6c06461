// SPDX-License-Identifier: Apache-2.0
// tests/unit/packing-command/plugins.test.mjs: plugins that cannot be packed, and odd ones that can

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { assertRefused, assertUnpackable, echo, packed, place } from './support.mjs';

for (const [what, source, expected] of [
  ['an empty file', '', /^se2-pack: plugin\.py has no run_e: define run_e/],
  ['one without run_e', 'x = 1\n', /^se2-pack: plugin\.py has no run_e: define run_e/],
  ['a coroutine', `x = 1\nasync ${echo}`, /plugin\.py, line 2: run_e is a coroutine function/],
  [
    'a reply at import', `import sdk\nsdk.return_result("x")\n${echo}`,
    /plugin\.py, line 2: .*sdk\.return_result\(\) is only possible inside run_e/,
  ],
  [
    'a log entry at import', `import sdk\nsdk.log.info("x")\n${echo}`,
    /plugin\.py, line 2: .*sdk\.log\.info\(\) is only possible inside run_e/,
  ],
  ['sys.exit at import', `import sys\nsys.exit(3)\n${echo}`, /line 2: SystemExit: 3\n$/],
  ['os._exit at import', 'import os\nos._exit(3)\n', /ended Python: .*\n {2}.*os\._exit/],
  ['abort at import', 'import os\nos.abort()\n', /ended Python: .*\n {2}.*os\.abort/],
  ['endless recursion', 'def f(): f()\nf()\n', /line 1: RecursionError: maximum recursion/],
  ['a missing module', 'import nothere\n', /line 1: ModuleNotFoundError: .*'nothere'/],
  [
    'bytes that are no UTF-8', Buffer.from('x = "\xff"\n', 'latin1'),
    /plugin\.py, line 1: SyntaxError: .*'utf-8' codec can't decode byte 0xff/,
  ],
]) {
  test(`${what} cannot be packed`, () => {
    assertUnpackable(source, expected);
  });
}

test('of a syntax error and an exception, what Python prints comes first', () => {
  const syntax = assertUnpackable('x = 1\nx = (2\n', /^se2-pack: plugin\.py, line 2: SyntaxError/);
  assert.equal(
    syntax,
    '  File "/plugin/plugin.py", line 2\n    x = (2\n        ^\n' +
      "SyntaxError: '(' was never closed\n",
  );
  const exception = assertUnpackable(
    'def f():\n    raise ValueError("no luck")\nf()\n',
    /^se2-pack: plugin\.py, line 2: ValueError: no luck\n$/,
  );
  assert.match(exception, /^Traceback \(most recent call last\):\n {2}File "\/plugin\/plugin\.py"/);
  assert.match(exception, /\nValueError: no luck\n$/);
});

test('what is wrong with run_e is said of the file that it is in', () => {
  const files = { 'words.py': 'x = 1\n', 'plugin.py': 'from other import run_e\n' };
  const path = place({ ...files, 'other.py': `\nasync ${echo}` });
  assertRefused(1, [join(path, 'words.py')], /^se2-pack: words\.py has no run_e/);
  assertRefused(1, [join(path, 'plugin.py')], /^se2-pack: other\.py, line 2: run_e is a coroutine/);
});

test('a file that is not carried is missed, and the options are named', () => {
  assertUnpackable(
    { 'plugin.py': `text = open("/plugin/a.txt").read()\n${echo}`, 'a.txt': 'a' },
    /line 1: FileNotFoundError: .*a\.txt.*from its folder it can.*\n.*--include and --data/,
  );
});

test('--warm with a payload that the plugin does not answer with a result', () => {
  const source = 'import os\ndef run_e(payload):\n    if payload: raise ValueError("bad")\n';
  assertUnpackable(source, /--warm with error 500: ValueError: bad\n/, '--warm', 'x');
  assertUnpackable(source, /--warm with error 500: run_e returned None/, '--warm', '');
  const exit = 'import os\ndef run_e(payload):\n    os._exit(1)\n';
  assertUnpackable(exit, /ended Python: .* in run_e/, '--warm', 'x');
});

test('a module of Python is no name for a plugin', () => {
  const path = place({ 'sdk.py': echo, 'codecs.py': echo });
  for (const name of ['sdk', 'codecs']) {
    const expected = new RegExp(`/${name}\\.py: Python has a module ${name} of its own\n`);
    assertRefused(1, [join(path, `${name}.py`)], expected);
  }
});

test('modules of the plugin may have the names of those that packing itself imports', () => {
  const files = { 'json.py': '', 'opcode.py': '', 're.py': '', 'abc.py': '' };
  const path = place({ ...files, 'plugin.py': `import json\n${echo}` });
  const { stdout } = packed(path, '--json');
  const paths = JSON.parse(stdout).files.map((file) => file.path);
  assert.deepEqual(paths.filter((path) => path.startsWith('/plugin/')), [
    '/plugin/json.py', '/plugin/plugin.py',
  ]);
});

test('a BOM and CRLF line ends are Python as well', () => {
  packed(place({ 'plugin.py': `\ufeff${echo.replaceAll('\n', '\r\n')}` }));
});

test('what the plugin prints at import is on standard error, once', () => {
  const source = `import sys\nprint("out")\nprint("err", file=sys.stderr)\n${echo}`;
  const { stdout, stderr } = packed(place({ 'plugin.py': source }));
  assert.equal(stdout, '');
  assert.match(stderr, /^out\nerr\n.*plugin\.wasm: [\d.]+ MB, \d+ files carried/);
});

test('a plugin waits for nothing while it is packed', () => {
  const wait = 'import time\nbegun = time.monotonic()\ntime.sleep(3600)\n';
  packed(place({ 'plugin.py': `${wait}assert time.monotonic() - begun >= 3600\n${echo}` }));
});
