// SPDX-License-Identifier: Apache-2.0
// tests/compile/accepted/function.cpp: a function, with a semicolon
#include <se2/plugin.hpp>

std::string handle(std::string_view payload) { return std::string(payload); }
SE2_PLUGIN(handle);
