// SPDX-License-Identifier: Apache-2.0
// tests/compile/refused/overloaded_object.cpp: which of two call operators is meant?
#include <se2/plugin.hpp>

struct handler {
  std::string operator()(std::string_view payload) { return std::string(payload); }
  std::string operator()(std::span<const std::byte>) { return {}; }
};
handler handle;
SE2_PLUGIN(handle)
