// SPDX-License-Identifier: Apache-2.0
// tests/unit/wasm/abort.cpp: what the exception runtime calls when the program can't go on
#include <cstddef>
#include <cstdio>
#include <cstdlib>

extern "C" [[noreturn]] void se2_guest_abort(const char* text, std::size_t size) {
  std::fprintf(stderr, "%.*s\n", static_cast<int>(size), text);
  std::_Exit(3);
}
