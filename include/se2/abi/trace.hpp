// SPDX-License-Identifier: Apache-2.0
// se2/abi/trace.hpp: the wrapper's lines of a layered trace, with SE2_TRACE only
#pragma once

// With SE2_TRACE defined for the whole plugin, each crossing of the boundary prints one line to
// stdout: host lines stand at the margin, these one level in, a plugin's own two levels in. Without
// it nothing is left of them, arguments included.
#if defined(SE2_TRACE)

#include <cstdio>

namespace se2::detail {

template <class... Values>
void trace(const char* file, const char* format, Values... values) {
  std::printf("\t\033[32m[%s]\033[0m | ", file);
  if constexpr (sizeof...(values) == 0) {
    std::fputs(format, stdout);
  } else {
    std::printf(format, values...);
  }
  std::putchar('\n');
  std::fflush(stdout);
}

}  // namespace se2::detail

#define SE2_DETAIL_TRACE(...) ::se2::detail::trace(__FILE_NAME__, __VA_ARGS__)
#else
#define SE2_DETAIL_TRACE(...) static_cast<void>(0)
#endif
