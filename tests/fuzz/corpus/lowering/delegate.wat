;; SPDX-License-Identifier: Apache-2.0
;; tests/fuzz/corpus/lowering/delegate.wat: try blocks that delegate, and a rethrow of an outer exception
(module
  (tag $cpp (param i32))
  (func (export "se2_exception_uncaught") (param i32) unreachable)
  (func (export "se2_exception_barrier") (param i32) unreachable)
  (func $throws (param i32) (throw $cpp (local.get 0)))
  (func (export "run") (param i32) (result i32)
    try $outer (result i32)
      try
        try
          (call $throws (local.get 0))
        delegate $outer
      catch_all
      end
      i32.const 1
    catch $cpp
    end)
  (func (export "again") (param i32)
    try
      (call $throws (local.get 0))
    catch $cpp
      drop
      try
        (call $throws (i32.const 2))
      catch_all
        rethrow 1
      end
    catch_all
    end))
