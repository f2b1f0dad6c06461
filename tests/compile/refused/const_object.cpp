// SPDX-License-Identifier: Apache-2.0
// tests/compile/refused/const_object.cpp: a const object whose call operator is not
#include <se2/plugin.hpp>

struct handler {
  std::string operator()(std::string_view) { return {}; }
};
const handler handle;
SE2_PLUGIN(handle)
