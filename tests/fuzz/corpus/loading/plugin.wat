;; SPDX-License-Identifier: Apache-2.0
;; tests/fuzz/corpus/loading/plugin.wat: a plugin with imports, exports and types of several kinds
(module
  (type $never_used (func (param i64 f32 f64) (result i64)))
  (import "env" "return_result" (func $return_result (param i32 i32 i32)))
  (import "env" "log_msg" (func $log_msg (param i32 i32 i32 i32)))
  (import "wasi_snapshot_preview1" "clock_time_get"
    (func $clock_time_get (param i32 i64 i32) (result i32)))
  (memory (export "memory") 1)
  (table (export "table") 1 funcref)
  (global (export "version") i32 (i32.const 1))
  (func (export "_start"))
  (func (export "allocate") (param i32) (result i32) (i32.const 1024))
  (func (export "run_e") (param i32 i32 i32)
    (call $log_msg (local.get 0) (local.get 1) (i32.const 3) (local.get 2))
    (drop (call $clock_time_get (i32.const 0) (i64.const 0) (i32.const 8)))
    (call $return_result (local.get 0) (local.get 1) (local.get 2)))
  (func (export "deallocate") (param i32 i32)))
