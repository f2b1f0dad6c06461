;; SPDX-License-Identifier: Apache-2.0
;; tests/fuzz/corpus/packing/runtime.wat: what packing reads of a Python runtime, as small as can be
(module
  (import "env" "return_result" (func $return_result (param i32 i32 i32)))
  (import "wasi_snapshot_preview1" "random_get" (func $random_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 2 100)
  (global $stack_pointer (mut i32) (i32.const 65536))
  (global $constant i32 (i32.const 7))
  (table 2 funcref)
  (elem (i32.const 1) func $run_e)
  (data (i32.const 1024) "carried\00and more")
  (func (export "_start"))
  (func $allocate (export "allocate") (param i32) (result i32) (i32.const 2048))
  (func $run_e (export "run_e") (param i32 i32 i32)
    (drop (call $random_get (i32.const 16) (i32.const 8)))
    (call $return_result (local.get 0) (local.get 1) (local.get 2)))
  (func (export "deallocate") (param i32 i32))
  (func (export "se2_pack_start") (result i32)
    (call $fd_write (i32.const 1) (i32.const 1024) (i32.const 1) (i32.const 16))))
