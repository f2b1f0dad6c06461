// SPDX-License-Identifier: Apache-2.0
// tests/unit/exceptions/command.test.mjs: the command line: bad input, bad output, usage
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Failure, assemble, lowerModule, runLower, runtime, scratchFolder } from './support.mjs';

const folder = scratchFolder();
const throwing = assemble(`(module ${runtime}
  (func (export "run") (param i32) (result i32)
    try
      (throw $cpp (local.get 0))
    catch $cpp
      call $note
    end
    i32.const 1))`);

const linking = Buffer.from([0, 9, 7, ...Buffer.from('linking'), 2]);
const relocations = Buffer.from([0, 13, 10, ...Buffer.from('reloc.CODE'), 9, 0]);

function fileWith(name, bytes) {
  const file = join(folder, name);
  writeFileSync(file, bytes);
  return file;
}

/** Fails with `message`, in at most five lines, and writes nothing. */
function assertRefused(name, bytes, message) {
  const input = fileWith(name, bytes);
  const output = join(folder, `${name}.out`);
  const { status, stdout, stderr } = runLower(input, '-o', output);
  assert.equal(status, 1, stderr);
  assert.match(stderr, message);
  assert.ok(stderr.includes(input), 'names the file');
  assert.ok(stderr.trim().split('\n').length <= 5, stderr);
  assert.equal(stdout, '');
  assert.ok(!existsSync(output));
}

function assertRefusedText(name, text, message) {
  assertRefused(name, assemble(text), message);
}

test('a module is lowered, and the figures are one object', () => {
  const input = fileWith('good.wasm', throwing);
  const output = join(folder, 'good.out.wasm');
  const { status, stdout, stderr } = runLower(input, '-o', output, '--json');
  assert.equal(status, 0, stderr);
  assert.equal(stderr, '');
  const figures = JSON.parse(stdout);
  assert.equal(figures.catching, 1);
  const bytes = readFileSync(output);
  assert.equal(figures.bytes_after, bytes.length);
  assert.ok(WebAssembly.validate(bytes));
});

test('the output may be the input', () => {
  const file = fileWith('in-place.wasm', throwing);
  assert.equal(runLower(file, '-o', file).status, 0);
  assert.deepEqual(WebAssembly.Module.exports(new WebAssembly.Module(readFileSync(file))), [
    { name: 'run', kind: 'function' },
  ]);
});

test('a module that was lowered stays as it is', () => {
  const { bytes } = lowerModule(throwing);
  assert.deepEqual(Buffer.from(lowerModule(bytes).bytes), Buffer.from(bytes));
});

test('a file that is not wasm', () => {
  assertRefused('text.wasm', 'hello', /not a WebAssembly module/);
  assertRefused('empty.wasm', '', /not a WebAssembly module/);
});

test('a component', () => {
  const component = Buffer.from([0, 0x61, 0x73, 0x6d, 13, 0, 1, 0]);
  assertRefused('component.wasm', component, /not a core module/);
});

test('a truncated module, wherever it ends', () => {
  for (let length = 9; length < throwing.length; ++length) {
    const cut = throwing.subarray(0, length);
    if (WebAssembly.validate(cut)) continue; // it ends between two sections
    assert.throws(() => lowerModule(cut), Failure, `${length} bytes`);
  }
  assertRefused('cut.wasm', throwing.subarray(0, throwing.length - 40), /malformed module/);
});

test('any byte changed: an error of the pass or a module, never a crash', () => {
  for (let at = 8; at < throwing.length; ++at) {
    for (const value of [0x00, 0x0b, 0x19, 0x7f, 0xff]) {
      const changed = Buffer.from(throwing);
      changed[at] = value;
      try {
        lowerModule(changed);
      } catch (error) {
        assert.ok(error instanceof Failure, `byte ${at} = ${value}: ${error.stack}`);
      }
    }
  }
});

test('an object file', () => {
  const refused = (file, name, type) => {
    const object = assemble(`(module (import "env" "${name}" ${type}))`);
    const message = new RegExp(`not a linked program: it imports ${name}`);
    assertRefused(file, Buffer.concat([object, linking]), message);
  };
  refused('object.wasm', '__linear_memory', '(memory 0)');
  refused('relinked.wasm', '__indirect_function_table', '(table 0 funcref)');
});

test('a program that was linked with --emit-relocs, whose relocations go', () => {
  const input = fileWith('relocations.wasm', Buffer.concat([throwing, linking, relocations]));
  const output = join(folder, 'relocations.out.wasm');
  assert.equal(runLower(input, '-o', output).status, 0);
  const module = new WebAssembly.Module(readFileSync(output));
  assert.equal(WebAssembly.Module.customSections(module, 'linking').length, 0);
  assert.equal(WebAssembly.Module.customSections(module, 'reloc.CODE').length, 0);
});

test('exceptions without the runtime', () => {
  const text = `(module (tag $cpp (param i32))
    (func (export "run") (throw $cpp (i32.const 1))))`;
  assertRefusedText('no-runtime.wasm', text, /the exception runtime is not part of the module/);
});

test('a second tag, as setjmp has one', () => {
  const text = `(module ${runtime} (tag $longjmp (param i32)))`;
  assertRefusedText('two-tags.wasm', text, /several tags/);
});

test('a tag that carries something else', () => {
  const text = '(module (tag (param i64)))';
  assertRefusedText('other-tag.wasm', text, /a tag that does not carry one i32/);
});

test('a try block with parameters', () => {
  const text = `(module ${runtime} (func (i32.const 1) try (param i32) drop end))`;
  assertRefusedText('parameters.wasm', text, /a try block with parameters/);
});

test('a tail call', () => {
  const text = `(module ${runtime} (func (export "run") (return_call $note (i32.const 1))))`;
  assertRefusedText('tail-call.wasm', text, /unsupported: tail calls at offset 0x/);
});

test('ref.func of a function that an export alone declares', () => {
  const text = `(module ${runtime}
    (func $entry (export "run") (param i32) (throw $cpp (local.get 0)))
    (func (export "name") (drop (ref.func $entry))))`;
  assertRefusedText('named.wasm', text, /unsupported: ref.func of function 3, which is exported/);
});

test('a module that its engine refuses, though each instruction is known', () => {
  const identity = '(func (export "run") (param i32) (result i32) (local.get 0))';
  const bytes = assemble(`(module ${runtime} ${identity})`);
  bytes[bytes.lastIndexOf(Buffer.from([0x20, 0x00, 0x0b])) + 1] = 7; // local 7 of one
  const message = /malformed module: Compiling function #3.* failed: invalid local index: 7/;
  assertRefused('types.wasm', bytes, message);
});

test('the standard encoding of exceptions', () => {
  // (func try_table end): what -mllvm -wasm-use-legacy-eh=false makes
  const body = [0, 0x1f, 0x40, 0, 0x0b, 0x0b];
  const module = Buffer.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...[1, 4, 1, 0x60, 0, 0], // one type, () -> ()
    ...[3, 2, 1, 0], // one function
    ...[10, body.length + 2, 1, body.length, ...body],
  ]);
  assertRefused('standard.wasm', module, /the standard encoding of exceptions \(exnref\)/);
});

test('GC types', () => {
  const types = [1, 3, 1, 0x5f, 0]; // one empty struct
  const module = Buffer.from([...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0], ...types]);
  assertRefused('gc.wasm', module, /unsupported: a type that is not a function \(GC\)/);
});

test('a missing input', () => {
  const { status, stderr } = runLower(join(folder, 'missing.wasm'), '-o', join(folder, 'x.wasm'));
  assert.equal(status, 1);
  assert.match(stderr, /missing\.wasm: cannot be read: no such file/);
});

test('an output that cannot be written leaves nothing behind', () => {
  const input = fileWith('writable.wasm', throwing);
  const taken = join(folder, 'taken');
  mkdirSync(taken);
  const missing = runLower(input, '-o', join(folder, 'no-such-folder', 'x.wasm'));
  assert.equal(missing.status, 1);
  assert.match(missing.stderr, /x\.wasm: cannot be written: no such file or folder/);
  const before = readdirSync(folder);
  const directory = runLower(input, '-o', taken);
  assert.equal(directory.status, 1);
  assert.match(directory.stderr, /taken: cannot be written: is a folder/);
  assert.deepEqual(readdirSync(folder), before);
});

test('wrong usage', () => {
  const input = fileWith('usage.wasm', throwing);
  const wrong = [
    [],
    [input],
    [input, input, '-o', 'x'],
    [input, '-o', 'x', '--unknown'],
    [input, '-o', 'x', '--exclude-archive', 'libc.a'],
  ];
  for (const args of wrong) {
    const { status, stderr } = runLower(...args);
    assert.equal(status, 2, args.join(' '));
    assert.match(stderr, /--help lists the options/);
  }
  const { status, stdout } = runLower('--help');
  assert.equal(status, 0);
  assert.match(stdout, /^usage: lower\.mjs/);
});
