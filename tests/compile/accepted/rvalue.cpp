// SPDX-License-Identifier: Apache-2.0
// tests/compile/accepted/rvalue.cpp: the input moved in
#include <se2/plugin.hpp>

std::string handle(std::string&& payload) { return std::move(payload); }
SE2_PLUGIN(handle)
