// SPDX-License-Identifier: Apache-2.0
// src/python/host_log.cpp: entries of the log, or lines of stderr

#include "host_log.hpp"

#include <cstdio>

namespace se2::python {

#if defined(SE2_PYTHON_HOST_LOG)

void write_host_log(log::level level, std::string_view message) {
  detail::write_log(level, message);
}

#else

void write_host_log(log::level level, std::string_view message) {
  constexpr const char* names[] = {"error", "warn", "info", "debug"};
  std::fprintf(stderr, "%s: ", names[static_cast<int>(level) - 1]);
  std::fwrite(message.data(), 1, message.size(), stderr);
  std::fputc('\n', stderr);
}

#endif

}  // namespace se2::python
