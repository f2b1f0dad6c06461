// SPDX-License-Identifier: Apache-2.0
// src/python/host_log.cpp: entries of the log, or lines of stderr

#include "host_log.hpp"

#include <cstdio>

namespace se2::python {

namespace {

void write_line(log::level level, std::string_view message) {
  constexpr const char* names[] = {"error", "warn", "info", "debug"};
  std::fprintf(stderr, "%s: ", names[static_cast<int>(level) - 1]);
  std::fwrite(message.data(), 1, message.size(), stderr);
  std::fputc('\n', stderr);
}

}  // namespace

void write_host_log(log::level level, std::string_view message) {
  if constexpr (has_host_log) {
    detail::write_log(level, message);
  } else {
    write_line(level, message);
  }
}

}  // namespace se2::python
