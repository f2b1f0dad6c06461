// SPDX-License-Identifier: Apache-2.0
// tests/unit/check/command.test.mjs: se2-check's exit codes, its JSON, and files that are no module

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { assemble, command, folder, part, save } from './support.mjs';
import { pluginText } from './samples.mjs';

const whole = Buffer.from(assemble(pluginText({ imports: '(import "env" "strange" (func))' })));
const file = save(whole);
mkdirSync(join(folder, 'directory'));

test('--json: one object, all of it, and nothing else', () => {
  const { status, stdout, stderr } = command(file, '--json', '--profile', 'sat');
  assert.deepEqual([status, stderr], [1, '']);
  const { findings, ...rest } = JSON.parse(stdout);
  assert.deepEqual(rest, { file, profile: 'sat', features: [] });
  assert.equal(findings.length, 1);
  const { offset, where, ...finding } = findings[0];
  assert.deepEqual(finding, {
    rule: 'import',
    what: 'is offered by no host',
    remedy: 'define it in the plugin, or do not call it',
  });
  assert.equal(where, `import env.strange, offset 0x${offset.toString(16)}`);
  assert.equal(whole.toString('latin1', offset + 1, offset + 4), 'env');
});

test('--quiet says nothing where nothing is found, and the rest as ever', () => {
  const clean = save(assemble(pluginText()));
  assert.deepEqual(command(clean, '--quiet'), { status: 0, stdout: '', stderr: '' });
  assert.match(command(file, '--quiet').stdout, /env\.strange/);
});

test('--help names the exit codes', () => {
  const { status, stdout, stderr } = command('--help');
  assert.deepEqual([status, stderr], [0, '']);
  assert.match(stdout, /Exit code: 0 nothing found, 1 something found, 2 /);
});

for (const [what, words, expected] of [
  ['no file named', [], /no module is named\n.*--help/],
  ['two files named', [file, file], /one module at a time/],
  ['an unknown profile', [file, '--profile', 'node'], /must be one of minimal, e2core, sat/],
  ['an unknown option', [file, '--strict'], /--strict/],
  ['a missing file', [join(folder, 'missing.wasm')], /no such file/],
  ['a directory', [join(folder, 'directory')], /is a directory/],
  ['an empty file', [save(Buffer.alloc(0))], /is empty/],
  ['another file', [save(Buffer.from('\x7fELF....'))], /not a WebAssembly module/],
  ['a component', [save(Buffer.from('0061736d0d000100', 'hex'))], /is a WebAssembly component/],
  ['a module cut off', [save(whole.subarray(0, -20))], /truncated, damaged .*offset 0x/],
  ['an unknown instruction', [save(damagedBy(0xf5))], /truncated.*: unknown instruction 0xf5/],
  ['an invalid module', [save(assemble(pluginText({ body: '(drop)' }), { invalid: true }))],
    /truncated, damaged or beyond this engine: Compiling function #\d+/],
]) {
  test(`${what} is refused`, () => {
    const { status, stdout, stderr } = command(...words);
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, expected);
    assert.ok(stderr.trimEnd().split('\n').length <= 5, stderr);
    assert.doesNotMatch(stderr, /internal error|\n +at /);
  });
}

/** A module with one byte of run_e's body, the nop, replaced. */
function damagedBy(byte) {
  const bytes = Buffer.from(assemble(pluginText({ body: '(nop) (nop) (nop) (nop)' })));
  bytes[bytes.indexOf('01010101', 'hex')] = byte;
  return bytes;
}

test('a module cut off anywhere is refused, or what is left of it is a module', async () => {
  const { checkModule } = await part('check/check.mjs');
  const { Failure } = await part('exceptions/failure.mjs');
  for (let size = 8; size < whole.length; size += 1) {
    const bytes = whole.subarray(0, size);
    try {
      checkModule(bytes, 'e2core');
      // Between two sections the check has all that it reads: WABT misses the functions' bodies.
      assert.ok(isBetweenSections(whole, size), `cut at ${size}`);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
    }
  }
});

function isBetweenSections(bytes, size) {
  let at = 8;
  while (at < size) at += 2 + bytes[at + 1];
  return at === size;
}
