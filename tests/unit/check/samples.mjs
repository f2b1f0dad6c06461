// SPDX-License-Identifier: Apache-2.0
// tests/unit/check/samples.mjs: a plugin for each feature of WebAssembly, as text

/** A plugin that replies its payload. */
export function pluginText({ imports = '', fields = '', body = '', memory = '1 100' } = {}) {
  return `(module
    (import "env" "return_result" (func $return_result (param i32 i32 i32)))
    ${imports}
    (memory (export "memory") ${memory})
    ${fields}
    (func (export "allocate") (param i32) (result i32) (i32.const 1024))
    (func (export "deallocate") (param i32 i32))
    (func $run_e (export "run_e") (param $payload i32) (param $size i32) (param $ident i32)
      ${body}
      (call $return_result (local.get $payload) (local.get $size) (local.get $ident))))`;
}

const fields = (text) => pluginText({ fields: text });
const body = (text) => pluginText({ body: text });
const memory = (text) => pluginText({ memory: text });
const zeros = 'v128.const i32x4 0 0 0 0';

/** By the name of the one feature that a plugin uses: texts, each of another way to use it. */
export const samples = {
  bulkMemory: [
    body('(memory.fill (i32.const 0) (i32.const 0) (i32.const 0))'),
    body('(memory.copy (i32.const 0) (i32.const 0) (i32.const 0))'),
    fields('(data "passive")'),
    fields('(elem func $run_e)'),
  ],
  conversions: [body('(drop (i32.trunc_sat_f32_s (f32.const 0)))')],
  multiValue: [
    fields('(func (result i32 i32) (i32.const 0) (i32.const 0))'),
    body('(i32.const 0) (block (param i32) (drop))'),
  ],
  mutableGlobals: [], // of others: hosts have none
  referenceTypes: [
    fields('(func (param externref) (drop (ref.is_null (local.get 0))))'),
    fields('(table 1 funcref) (table 1 funcref)'),
    fields('(table 1 funcref) (func (drop (table.size 0)))'),
    fields('(table 1 funcref) (func (table.set 0 (i32.const 0) (table.get 0 (i32.const 0))))'),
    fields('(table 1 funcref) (elem (i32.const 0) funcref (ref.null func))'),
  ],
  signExtension: [
    body('(drop (i32.extend8_s (i32.const 0)))'),
    body('(drop (i64.extend32_s (i64.const 0)))'),
  ],
  simd: [
    body(`(drop (i8x16.add (${zeros}) (${zeros})))`),
    body('(drop (v128.load32_lane 3 (i32.const 0) (v128.const i32x4 0 0 0 0)))'),
    fields(`(global v128 (${zeros}))`),
  ],
  compactImports: [
    pluginText().replace(
      /\(import "env" "return_result" .*\)\n/,
      '(import "env" (item "return_result" (func $return_result (param i32 i32 i32))))',
    ),
  ],
  customPageSizes: [memory('4096 4096 (pagesize 1)')],
  exceptions: [
    fields('(tag (param i32))'),
    { wabt: fields('(tag $t) (func try throw $t catch_all rethrow 0 end)') },
  ],
  exnref: [
    fields('(func (param exnref))'),
    body('(block $h (try_table (catch_all $h) (nop)))'),
  ],
  extendedConstants: [fields('(global i32 (i32.add (i32.const 1) (i32.const 2)))')],
  functionReferences: [
    fields('(type $f (func)) (func (param (ref null $f)))'),
    fields('(elem declare func $run_e) (table 1 funcref (ref.func $run_e))'),
  ],
  garbageCollection: [
    fields('(type (struct (field i8) (field (mut i32))))'),
    fields('(type (array i16))'),
    fields('(type (sub (func)))'),
    fields('(rec (type (func)) (type (func)))'),
    body('(drop (ref.i31 (i32.const 1)))'),
    fields('(func (param anyref))'),
  ],
  globalConstants: [fields('(global $a i32 (i32.const 1)) (global i32 (global.get $a))')],
  memory64: [memory('i64 1 100'), fields('(table i64 1 funcref)')],
  multipleMemories: [
    fields('(memory 1)'),
  ],
  relaxedSimd: [body(`(drop (i8x16.relaxed_swizzle (${zeros}) (${zeros})))`)],
  stackSwitching: [fields('(type $f (func)) (type (cont $f))')],
  tailCalls: [
    fields('(func $f (return_call $f))'),
    fields('(table 1 funcref) (func (return_call_indirect (i32.const 0)))'),
  ],
  threads: [
    memory('1 100 shared'),
    body('(drop (i32.atomic.load (i32.const 0)))'),
    body('(atomic.fence)'),
  ],
  wideArithmetic: [
    body('(i64.mul_wide_s (i64.const 0) (i64.const 0)) (drop) (drop)'),
  ],
};
