// SPDX-License-Identifier: Apache-2.0
// tests/unit/wasm/prelude.hpp: what Catch2 expects of libc++, in front of every source
#pragma once

#include <fstream>
#include <istream>
#include <new>
#include <ostream>

// libc++ for WASI may come without files. Catch2 names file streams for options unused here.
#if defined(_LIBCPP_HAS_FILESYSTEM) && !_LIBCPP_HAS_FILESYSTEM
template <>
class std::basic_ifstream<char> : public std::istream {
 public:
  explicit basic_ifstream(const char*) : std::istream(nullptr) {}
  [[nodiscard]] bool is_open() const { return false; }
};

template <>
class std::basic_ofstream<char> : public std::ostream {
 public:
  basic_ofstream() : std::ostream(nullptr) {}
  void open(const char*) { setstate(failbit); }
};
#endif
