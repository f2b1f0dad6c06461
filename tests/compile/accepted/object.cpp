// SPDX-License-Identifier: Apache-2.0
// tests/compile/accepted/object.cpp: a global object with a call operator and a start
#include <se2/plugin.hpp>

struct handler {
  int runs = 0;
  void start() { runs = 0; }
  std::string operator()(std::string_view) { return std::to_string(++runs); }
};
handler handle;
SE2_PLUGIN(handle)
