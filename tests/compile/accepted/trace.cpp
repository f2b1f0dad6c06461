// SPDX-License-Identifier: Apache-2.0
// tests/compile/accepted/trace.cpp: the layered trace
#define SE2_TRACE
#include <se2/plugin.hpp>

std::string handle(std::string_view payload) { return std::string(payload); }
SE2_PLUGIN(handle)
