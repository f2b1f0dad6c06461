// SPDX-License-Identifier: Apache-2.0
// tests/compile/accepted/const_object.cpp: a const object with a const call operator
#include <se2/plugin.hpp>

struct handler {
  std::string operator()(std::string_view payload) const noexcept { return std::string(payload); }
};
constexpr handler handle;
SE2_PLUGIN(handle)
