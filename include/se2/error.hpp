// SPDX-License-Identifier: Apache-2.0
// se2/error.hpp: the error value, result<T> and SE2_TRY
#pragma once

#include <expected>
#include <string>
#include <utility>

#ifndef __cpp_lib_expected
#error "se2 needs std::expected, of C++23: g++ 12, clang 19, or clang 16 with libc++"
#endif

namespace se2 {

/// Why a run failed, as the host's client sees it: an HTTP status and a text.
///
/// Any code and any bytes may be stored. On the way out `execution::fail` turns a code outside
/// 400..599 into 500 and keeps the number in the message, because the real hosts answer such codes
/// with a success or a closed connection; the message leaves as valid UTF-8 and never empty.
struct error {
  int code = 500;
  std::string message;
};

/// A value, or the error that stands in its place.
template <class T>
using result = std::expected<T, error>;

}  // namespace se2

/// Unwraps a `se2::result`, or returns its error from the enclosing function.
///
///     se2::result<std::string> greet(std::string_view payload) {
///       const point p = SE2_TRY(parse(payload));
///       return describe(p);
///     }
#define SE2_TRY(...)                                                        \
  __extension__({                                                           \
    auto&& se2_try_ = (__VA_ARGS__);                                        \
    if (!se2_try_) return ::std::unexpected(::std::move(se2_try_).error()); \
    *::std::move(se2_try_);                                                 \
  })
