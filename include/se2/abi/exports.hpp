// SPDX-License-Identifier: Apache-2.0
// se2/abi/exports.hpp: SE2_EXPORT, the module's exports
#pragma once

#include <se2/abi/runtime.hpp>

#include <cstdint>

/// Defines the ABI exports in this translation unit over a `se2::guest`, or over any type with the
/// same static functions: `SE2_EXPORT(se2::guest<handler, se2::page_memory>)`. Natively, and under
/// SE2_TESTING, the exports are the functions `se2_guest_start`, `se2_guest_allocate`,
/// `se2_guest_deallocate` and `se2_guest_run_e`.
#if defined(__wasm__) && !defined(SE2_TESTING)

#define SE2_DETAIL_EXPORT(name) extern "C" __attribute__((export_name(name), visibility("default")))

// An export has no stack frame of its own: it sets the stack pointer before anything uses it, so
// what it calls must stay out of line.
#define SE2_EXPORT(...)                                                                       \
  using se2_exported_guest = __VA_ARGS__;                                                     \
  SE2_DETAIL_EXPORT("_start") void se2_guest_start() { se2_exported_guest::start(); }         \
  SE2_DETAIL_EXPORT("allocate") void* se2_guest_allocate(std::int32_t size) {                 \
    ::se2::abi::reset_stack();                                                                \
    [[clang::noinline]] return se2_exported_guest::allocate(size);                            \
  }                                                                                           \
  SE2_DETAIL_EXPORT("deallocate") void se2_guest_deallocate(void* block, std::int32_t size) { \
    ::se2::abi::reset_stack();                                                                \
    [[clang::noinline]] se2_exported_guest::deallocate(block, size);                          \
  }                                                                                           \
  SE2_DETAIL_EXPORT("run_e")                                                                  \
  void se2_guest_run_e(const void* payload, std::int32_t size, std::int32_t ident) {          \
    ::se2::abi::reset_stack();                                                                \
    [[clang::noinline]] se2_exported_guest::run_e(payload, size, ident);                      \
  }

#else

#define SE2_EXPORT(...)                                                                         \
  using se2_exported_guest = __VA_ARGS__;                                                       \
  extern "C" void se2_guest_start() { se2_exported_guest::start(); }                            \
  extern "C" void* se2_guest_allocate(std::int32_t size) {                                      \
    return se2_exported_guest::allocate(size);                                                  \
  }                                                                                             \
  extern "C" void se2_guest_deallocate(void* block, std::int32_t size) {                        \
    se2_exported_guest::deallocate(block, size);                                                \
  }                                                                                             \
  extern "C" void se2_guest_run_e(const void* payload, std::int32_t size, std::int32_t ident) { \
    se2_exported_guest::run_e(payload, size, ident);                                            \
  }

#endif
