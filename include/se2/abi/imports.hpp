// SPDX-License-Identifier: Apache-2.0
// se2/abi/imports.hpp: the host functions, raw: wasm imports, ordinary functions elsewhere
#pragma once

#include <cstdint>

// Declaring one imports nothing; calling it does. A pointer and a length are an address and a byte
// count in the guest's memory; the host copies what it is given before it returns. The semantics of
// each are in abi/README.md. Natively, and under SE2_TESTING, se2::testing defines them.
#if defined(__wasm__) && !defined(SE2_TESTING)
#define SE2_DETAIL_IMPORT(result, name, ...) \
  __attribute__((import_module("env"), import_name(#name))) result se2_host_##name(__VA_ARGS__)
#else
#define SE2_DETAIL_IMPORT(result, name, ...) result se2_host_##name(__VA_ARGS__)
#endif

extern "C" {

// Every profile.
SE2_DETAIL_IMPORT(void, return_result, const void* data, std::uint32_t size, std::int32_t ident);
SE2_DETAIL_IMPORT(void, return_error, std::int32_t code, const void* text, std::uint32_t size,
                  std::int32_t ident);

// Profiles e2core and sat.
SE2_DETAIL_IMPORT(void, log_msg, const void* text, std::uint32_t size, std::int32_t level,
                  std::int32_t ident);

}  // extern "C"

#undef SE2_DETAIL_IMPORT
