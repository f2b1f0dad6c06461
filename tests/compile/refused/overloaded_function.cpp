// SPDX-License-Identifier: Apache-2.0
// tests/compile/refused/overloaded_function.cpp: which one? The language itself can't tell
// expect: overloaded
#include <se2/plugin.hpp>

std::string handle(std::string_view payload) { return std::string(payload); }
std::string handle(std::span<const std::byte>) { return {}; }
SE2_PLUGIN(handle)
