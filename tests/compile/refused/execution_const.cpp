// SPDX-License-Identifier: Apache-2.0
// tests/compile/refused/execution_const.cpp: a const execution can't reply
#include <se2/plugin.hpp>

void handle(std::string_view, const se2::execution&) {}
SE2_PLUGIN(handle)
