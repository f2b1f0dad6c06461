;; SPDX-License-Identifier: Apache-2.0
;; tests/bench/trivial.wat: the floor: a plugin that answers its payload, by hand
(module
  (import "env" "return_result" (func $reply (param i32 i32 i32)))
  (memory (export "memory") 17)
  (func (export "_start"))
  (func (export "allocate") (param i32) (result i32) i32.const 1024)
  (func (export "deallocate") (param i32 i32))
  (func (export "run_e") (param i32 i32 i32)
    local.get 0 local.get 1 local.get 2 call $reply))
