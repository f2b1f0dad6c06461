// SPDX-License-Identifier: Apache-2.0
// se2/abi/imports.hpp: the host functions, raw: wasm imports, ordinary functions elsewhere
#pragma once

#include <cstdint>

// Declaring one imports nothing; calling it does. A pointer and a length are an address and a byte
// count in the guest's memory; the host copies what it is given before it returns. The semantics of
// each are in abi/README.md. Natively, and under SE2_TESTING, se2::testing defines them.
#if defined(__wasm__) && !defined(SE2_TESTING)
#define SE2_DETAIL_IMPORT(result, name, ...)                                                 \
  __attribute__((import_module("env"), import_name(#name), nothrow)) result se2_host_##name( \
      __VA_ARGS__)
#else
#define SE2_DETAIL_IMPORT(result, name, ...) result se2_host_##name(__VA_ARGS__)
#endif

extern "C" {

// Every profile.
SE2_DETAIL_IMPORT(void, return_result, const void* data, std::uint32_t size, std::int32_t ident);
SE2_DETAIL_IMPORT(void, return_error, std::int32_t code, const void* text, std::uint32_t size,
                  std::int32_t ident);

// Profiles e2core and sat. A function with a result, cache_set and add_ffi_var aside, leaves an
// answer pending: abi/ffi_result.hpp has the protocol.
SE2_DETAIL_IMPORT(void, log_msg, const void* text, std::uint32_t size, std::int32_t level,
                  std::int32_t ident);
SE2_DETAIL_IMPORT(std::int32_t, fetch_url, std::int32_t method, const void* url,
                  std::uint32_t url_size, const void* body, std::uint32_t body_size,
                  std::int32_t ident);
SE2_DETAIL_IMPORT(std::int32_t, request_get_field, std::int32_t field, const void* key,
                  std::uint32_t key_size, std::int32_t ident);
SE2_DETAIL_IMPORT(std::int32_t, request_set_field, std::int32_t field, const void* key,
                  std::uint32_t key_size, const void* value, std::uint32_t value_size,
                  std::int32_t ident);
SE2_DETAIL_IMPORT(void, resp_set_header, const void* name, std::uint32_t name_size,
                  const void* value, std::uint32_t value_size, std::int32_t ident);
SE2_DETAIL_IMPORT(std::int32_t, get_ffi_result, void* destination, std::int32_t ident);
SE2_DETAIL_IMPORT(std::int32_t, add_ffi_var, const void* name, std::uint32_t name_size,
                  const void* value, std::uint32_t value_size, std::int32_t ident);

// Profile sat.
SE2_DETAIL_IMPORT(std::int32_t, graphql_query, const void* endpoint, std::uint32_t endpoint_size,
                  const void* query, std::uint32_t query_size, std::int32_t ident);
SE2_DETAIL_IMPORT(std::int32_t, cache_set, const void* key, std::uint32_t key_size,
                  const void* value, std::uint32_t value_size, std::int32_t seconds,
                  std::int32_t ident);
SE2_DETAIL_IMPORT(std::int32_t, cache_get, const void* key, std::uint32_t key_size,
                  std::int32_t ident);
SE2_DETAIL_IMPORT(std::int32_t, get_static_file, const void* name, std::uint32_t name_size,
                  std::int32_t ident);
SE2_DETAIL_IMPORT(std::int32_t, db_exec, std::int32_t type, const void* name,
                  std::uint32_t name_size, std::int32_t ident);
SE2_DETAIL_IMPORT(std::int32_t, get_secret_value, const void* key, std::uint32_t key_size,
                  std::int32_t ident);
SE2_DETAIL_IMPORT(void, return_abort, const void* text, std::uint32_t text_size, const void* file,
                  std::uint32_t file_size, std::int32_t line, std::int32_t column,
                  std::int32_t ident);

}  // extern "C"

#undef SE2_DETAIL_IMPORT
