// SPDX-License-Identifier: Apache-2.0
// tests/unit/exceptions/lowering.test.mjs: lowered modules do what V8's own exceptions do
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomProgram } from './random-program.mjs';
import { assemble, lowerModule, readModule, runtime } from './support.mjs';

/** What `run` with `argument` notes and answers; a thrown exception counts as the runtime's end. */
function behaviour(bytes, argument) {
  const notes = [];
  const module = new WebAssembly.Module(bytes);
  const env = { note: (value) => notes.push(value) };
  const { exports } = new WebAssembly.Instance(module, { env });
  try {
    return { notes, result: exports.run(argument) };
  } catch (error) {
    if (error instanceof WebAssembly.Exception) return { notes, ended: 'uncaught' };
    assert.ok(error instanceof WebAssembly.RuntimeError, `${error}`);
    const last = notes.length > 0 && notes[notes.length - 1] >= 1000 ? notes.pop() : undefined;
    return { notes, ended: last === undefined ? 'trap' : 'uncaught' };
  }
}

function assertSame(text, argumentsToTry) {
  const original = assemble(text);
  const { bytes } = lowerModule(original);
  for (const argument of argumentsToTry) {
    assert.deepEqual(behaviour(bytes, argument), behaviour(original, argument), text);
  }
  return bytes;
}

const throwIfPositive = `
  (func $risky (param i32) (result i32)
    (if (i32.gt_s (local.get 0) (i32.const 0)) (then (throw $cpp (local.get 0))))
    (i32.const 100))`;

test('the value thrown reaches the clause', () => {
  assertSame(
    `(module ${runtime} ${throwIfPositive}
      (func (export "run") (param i32) (result i32)
        try (result i32)
          local.get 0
          call $risky
        catch $cpp
        end))`,
    [0, 7],
  );
});

test('an exception that no clause takes ends the run', () => {
  assertSame(
    `(module ${runtime} ${throwIfPositive}
      (func (export "run") (param i32) (result i32) local.get 0 call $risky))`,
    [0, 7],
  );
});

test('rethrow of an outer exception from an inner clause', () => {
  assertSame(
    `(module ${runtime} ${throwIfPositive}
      (func (export "run") (param i32) (result i32)
        try (result i32)
          try (result i32)
            local.get 0
            call $risky
          catch_all
            try (result i32)
              i32.const 55
              throw $cpp
            catch $cpp
              call $note
              rethrow 1
            end
          end
        catch $cpp
        end))`,
    [0, 7],
  );
});

test('delegate passes the clauses in between', () => {
  assertSame(
    `(module ${runtime} ${throwIfPositive}
      (func (export "run") (param i32) (result i32)
        try $outer (result i32)
          try (result i32)
            try (result i32)
              local.get 0
              call $risky
            delegate $outer
          catch_all
            i32.const 1
          end
        catch $cpp
          i32.const 2
          i32.add
        end))`,
    [0, 7],
  );
});

test('values below a call on the stack do not matter', () => {
  assertSame(
    `(module ${runtime} ${throwIfPositive}
      (func (export "run") (param i32) (result i32)
        try (result i32)
          i32.const 3
          i32.const 4
          local.get 0
          call $risky
          i32.add
          i32.add
        catch $cpp
        end))`,
    [0, 7],
  );
});

test('every type of result has a value for the caller not to look at', () => {
  const results = 'i32 i64 f32 f64 v128 funcref externref';
  assertSame(
    `(module ${runtime}
      (func $all (param i32) (result ${results})
        (throw $cpp (local.get 0)))
      (func (export "run") (param i32) (result i32)
        try
          local.get 0
          call $all
          unreachable
        catch $cpp
          return
        end
        i32.const 0))`,
    [9],
  );
});

test('branches out of try and clause find their blocks', () => {
  assertSame(
    `(module ${runtime} ${throwIfPositive}
      (func (export "run") (param i32) (result i32) (local $left i32)
        (local.set $left (i32.const 6))
        loop $again
          (local.set $left (i32.sub (local.get $left) (i32.const 1)))
          block $out
            try
              (br_if $out (i32.eq (local.get $left) (i32.const 2)))
              (drop (call $risky (i32.and (local.get $left) (local.get 0))))
            catch $cpp
              call $note
              block
                (br_table 0 $again $out (local.get $left))
              end
              (br_if $again (local.get $left))
            end
          end
          (br_if $again (local.get $left))
        end
        local.get $left))`,
    [0, 1, 2, 3, 7],
  );
});

test('indirect calls throw', () => {
  assertSame(
    `(module ${runtime} ${throwIfPositive}
      (type $unary (func (param i32) (result i32)))
      (table funcref (elem $risky))
      (func (export "run") (param i32) (result i32)
        try (result i32)
          (call_indirect (type $unary) (local.get 0) (i32.const 0))
        catch_all
          i32.const -1
        end))`,
    [0, 7],
  );
});

test('300 random programs', () => {
  for (let seed = 1; seed <= 300; ++seed) {
    assertSame(`(module ${runtime} ${randomProgram(seed)})`, [0, 1, 2, 5, 11]);
  }
});

test('try blocks nested 20,000 deep are no matter of the stack', () => {
  const depth = 20_000;
  const pattern = '(func $deep (nop) (nop) (nop) (nop))';
  const bytes = assemble(`(module ${runtime} ${pattern} (func (export "run") (call $deep)))`);
  const nops = bytes.indexOf(Buffer.from([6, 0, 1, 1, 1, 1, 0x0b])); // size, no locals, code
  const throwOne = [0x41, 1, 0x08, 0];
  const nested = Buffer.concat([
    Buffer.from([0]), Buffer.alloc(2 * depth, Buffer.from([0x06, 0x40])), Buffer.from(throwOne),
    Buffer.alloc(2 * depth, Buffer.from([0x18, 0])), Buffer.from([0x0b]),
  ]);
  const grown = nested.length + 3 - 7;
  const number = (value) => [(value & 0x7f) | 0x80, ((value >> 7) & 0x7f) | 0x80, value >> 14];
  const section = bytes.lastIndexOf(10, nops);
  const body = Buffer.concat([
    bytes.subarray(section + 2, nops), Buffer.from(number(nested.length)), nested,
    bytes.subarray(nops + 7),
  ]);
  const deep = Buffer.concat([
    bytes.subarray(0, section + 1), Buffer.from(number(bytes[section + 1] + grown)), body,
  ]);
  assert.ok(WebAssembly.validate(deep));
  assert.equal(lowerModule(deep).figures.throwing, 2);
});

test('where nothing throws, no trace of exceptions is left', () => {
  const quiet = `
    (func $quiet (param i32) (result i32) local.get 0)
    (func (export "run") (param i32) (result i32)
      try (result i32)
        local.get 0
        call $quiet
      catch $cpp
        call $note
        rethrow 0
      end)`;
  const { bytes, figures } = lowerModule(assemble(`(module ${runtime} ${quiet})`));
  assert.equal(figures.throwing, 0);
  assert.equal(figures.catching, 0);
  const lowered = readModule(bytes);
  assert.equal(lowered.globals, 0);
  assert.deepEqual(lowered.tags, []);
  const body = lowered.bodies[3];
  assert.equal(body.end - body.position, 9, 'block, local.get, call, end and nothing else');
});

test('the export for the pass is gone, names stay and added functions have one', () => {
  const { bytes } = lowerModule(
    assemble(`(module ${runtime} ${throwIfPositive}
      (func $entry (export "run") (param i32) (result i32) local.get 0 call $risky))`),
  );
  const module = new WebAssembly.Module(bytes);
  assert.deepEqual(
    WebAssembly.Module.exports(module).map(({ name }) => name),
    ['run'],
  );
  const [names] = WebAssembly.Module.customSections(module, 'name');
  const text = Buffer.from(names).toString('latin1');
  for (const name of ['risky', 'entry', 'run.guarded']) assert.ok(text.includes(name), name);
});
