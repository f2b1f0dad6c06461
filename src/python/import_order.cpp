// SPDX-License-Identifier: Apache-2.0
// src/python/import_order.cpp: numbers the imports, those first that every packed module keeps
//
// The linker numbers imports as it first meets them, and this file is linked first. se2-pack then
// cuts the list: a function that takes the place of the first import to go keeps all numbers valid.

#include <se2/abi/imports.hpp>

#include "profile.hpp"
#include "wasi_host.hpp"

extern "C" {
// As wasi-libc declares them.
[[clang::import_module("wasi_snapshot_preview1"), clang::import_name("random_get")]]
std::int32_t __imported_wasi_snapshot_preview1_random_get(std::int32_t, std::int32_t);
[[clang::import_module("wasi_snapshot_preview1"), clang::import_name("clock_time_get")]]
std::int32_t __imported_wasi_snapshot_preview1_clock_time_get(std::int32_t, std::int64_t,
                                                              std::int32_t);
}

namespace se2::python {

namespace {

void see_host_functions() {
  se2_host_log_msg(nullptr, 0, 0, 0);
  se2_host_get_ffi_result(nullptr, 0);
  se2_host_request_get_field(0, nullptr, 0, 0);
  se2_host_request_set_field(0, nullptr, 0, nullptr, 0, 0);
  se2_host_resp_set_header(nullptr, 0, nullptr, 0, 0);
  se2_host_fetch_url(0, nullptr, 0, nullptr, 0, 0);
  if constexpr (own_profile >= profile::sat) {
    se2_host_graphql_query(nullptr, 0, nullptr, 0, 0);
    se2_host_cache_set(nullptr, 0, nullptr, 0, 0, 0);
    se2_host_cache_get(nullptr, 0, 0);
    se2_host_get_static_file(nullptr, 0, 0);
    se2_host_add_ffi_var(nullptr, 0, nullptr, 0, 0);
    se2_host_db_exec(0, nullptr, 0, 0);
  }
}

}  // namespace

// Never called, and not in the module: the linker only has to see it.
void see_imports_in_order() {
  se2_host_return_result(nullptr, 0, 0);
  se2_host_return_error(0, nullptr, 0, 0);
  if constexpr (has_host_log) see_host_functions();
  __imported_wasi_snapshot_preview1_random_get(0, 0);
  __imported_wasi_snapshot_preview1_clock_time_get(0, 0, 0);
  // Not all hosts of the profile have it.
  if constexpr (own_profile >= profile::sat) se2_host_get_secret_value(nullptr, 0, 0);
  if constexpr (!has_host_log) wasi_host::fd_write(0, nullptr, 0, nullptr);
  wasi_host::poll_oneoff(nullptr, nullptr, 0, nullptr);
}

}  // namespace se2::python
