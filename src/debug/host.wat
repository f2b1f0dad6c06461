;; SPDX-License-Identifier: Apache-2.0
;; src/debug/host.wat: import module env for a debugger's session: a host that has nothing to give
(module
  (func (export "return_result") (param i32 i32 i32))
  (func (export "return_error") (param i32 i32 i32 i32))
  (func (export "log_msg") (param i32 i32 i32 i32))
  (func (export "fetch_url") (param i32 i32 i32 i32 i32 i32) (result i32) (i32.const -2))
  (func (export "request_get_field") (param i32 i32 i32 i32) (result i32) (i32.const -1))
  (func (export "request_set_field") (param i32 i32 i32 i32 i32 i32) (result i32) (i32.const -1))
  (func (export "resp_set_header") (param i32 i32 i32 i32 i32))
  (func (export "get_ffi_result") (param i32 i32) (result i32) (i32.const -1))
  (func (export "add_ffi_var") (param i32 i32 i32 i32 i32) (result i32) (i32.const -1))
  (func (export "graphql_query") (param i32 i32 i32 i32 i32) (result i32) (i32.const -1))
  (func (export "cache_set") (param i32 i32 i32 i32 i32 i32) (result i32) (i32.const -2))
  (func (export "cache_get") (param i32 i32 i32) (result i32) (i32.const -1))
  (func (export "get_static_file") (param i32 i32 i32) (result i32) (i32.const -1))
  (func (export "db_exec") (param i32 i32 i32 i32) (result i32) (i32.const -1))
  (func (export "get_secret_value") (param i32 i32 i32) (result i32) (i32.const -1))
  (func (export "return_abort") (param i32 i32 i32 i32 i32 i32 i32)))
