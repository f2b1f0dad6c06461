// SPDX-License-Identifier: Apache-2.0
// tests/unit/packing-command/bundle.test.mjs: --bundle writes what E2 Core deploys, always the same

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { pluginText } from '../check/samples.mjs';
import { echo, pack, packed, place, sePack } from './support.mjs';

const folder = place({ 'text.wasm': 'x' });
const [one, two] = ['one', 'two.2'].map((name) => {
  const file = join(folder, `${name}.wasm`);
  renameSync(packed(place({ 'plugin.py': echo })).file, file);
  return file;
});
const output = join(folder, 'app.wasm.zip');
const bundle = (words, options) => pack(['--bundle', output, ...words], options);

test('a bundle has a description, and the modules under their names', () => {
  const { status, stderr } = bundle(['--tenant', 'com.example', one, two]);
  assert.deepEqual([status, /app\.wasm\.zip: \d\.\d\d MB, 2 modules\n$/.test(stderr)], [0, true]);
  const script = `import hashlib, json, sys, zipfile
bundle = zipfile.ZipFile(sys.argv[1])
assert bundle.testzip() is None
description = json.loads(bundle.read("tenant.json"))
assert description["identifier"] == "com.example"
modules = {module["name"] + ".wasm": module for module in description["modules"]}
assert bundle.namelist() == ["tenant.json", *modules] == ["tenant.json", "one.wasm", "two.2.wasm"]
for name, module in modules.items():
    assert module["ref"] == hashlib.sha256(bundle.read(name)).hexdigest()
    full = f"fqmn://com.example/default/{name[:-5]}@{module['ref']}"
    assert module["fqmn"] == full and module["namespace"] == "default"
`;
  const check = spawnSync('python3', ['-c', script, output], { encoding: 'utf8' });
  assert.equal(check.stderr, '');
});

test('its bytes depend on nothing else', () => {
  const words = ['--tenant', 'com.example', one, two, '--json'];
  const { stdout } = bundle(words, { env: { ...process.env, TZ: 'America/Lima' } });
  const first = readFileSync(output);
  assert.equal(JSON.parse(stdout).size, first.length);
  bundle(words, { env: { ...process.env, TZ: 'Asia/Tokyo' } });
  assert.ok(first.equals(readFileSync(output)));
});

for (const [what, words, expected] of [
  ['no module', ['--tenant', 'a'], /a bundle has modules: name their \.wasm files\n/],
  ['no tenant', [one], /--tenant NAME is missing/],
  ['a tenant that is no part of a URL', [one, '--tenant', 'a/b'], /--tenant a\/b: names have /],
  ['a script', ['--tenant', 'a', 'plugin.py'], /plugin\.py: a bundle has modules, \.wasm files\n/],
  ['a name twice', ['--tenant', 'a', one, one], /two modules are called one\n/],
  ['an option of packing', ['--tenant', 'a', one, '--warm', 'x'], /--warm does not go with --b/],
  ['no module in the file', ['--tenant', 'a', join(folder, 'text.wasm')], /is not a WebAssembly m/],
]) {
  test(`${what} is a usage error, and nothing is written`, () => {
    const file = join(place(), 'x.wasm.zip');
    const { status, stdout, stderr } = pack(['--bundle', file, ...words]);
    assert.deepEqual([status, stdout, existsSync(file)], [2, '', false]);
    assert.match(stderr, expected);
    assert.doesNotMatch(stderr, /internal error/);
  });
}

test('a bundle has a name that E2 Core takes, and a tenant is only for it', () => {
  assert.match(pack(['--bundle', 'x.zip', one]).stderr, /x\.zip: its name ends in \.wasm\.zip\n/);
  assert.match(pack(['plugin.py', '--tenant', 'a']).stderr, /--tenant goes with --bundle\n/);
});

test('a module with what the engine of E2 Core 0.5 lacks is refused', async () => {
  const wabt = await createRequire(sePack)('wabt')();
  const text = pluginText({ fields: '(func $f (return_call $f))' });
  const { buffer } = wabt.parseWat('tail.wat', text, { tail_call: true }).toBinary({});
  const file = join(place({ 'tail.wasm': buffer }), 'tail.wasm');
  const { status, stderr } = bundle(['--tenant', 'com.example', file]);
  assert.equal(status, 2);
  // The engine here may lack it too.
  assert.match(stderr, /tail\.wasm (would not load on E2 Core 0\.5:\n.* tail calls|is truncated)/);
});
