// SPDX-License-Identifier: Apache-2.0
// se2/detail/global.hpp: variables in wasm's own globals
#pragma once

/// A variable of 4 or 8 bytes that starts as 0 and has no address: `SE2_DETAIL_GLOBAL(type) name;`.
/// In wasm it is a global of the module, which costs half of what memory does, in bytes and in
/// instructions, and which wasm-opt leaves out where nothing depends on it. Natively each thread
/// has its own.
///
/// `used` keeps clang from making a flag of one byte of it where it sees all uses, as of a handler
/// that is static: clang 22 would read and write that in memory, at the number of the global.
#if defined(__wasm__) && !defined(SE2_TESTING)
#define SE2_DETAIL_GLOBAL(...) \
  __attribute__((used)) constinit ::se2::detail::global<__VA_ARGS__>

namespace se2::detail {
template <class T>
using global = T __attribute__((address_space(1)));
}  // namespace se2::detail
#else
#define SE2_DETAIL_GLOBAL(...) constinit thread_local __VA_ARGS__
#endif
