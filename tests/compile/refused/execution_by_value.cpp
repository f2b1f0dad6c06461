// SPDX-License-Identifier: Apache-2.0
// tests/compile/refused/execution_by_value.cpp: an execution can't be copied
#include <se2/plugin.hpp>

void handle(std::string_view, se2::execution) {}
SE2_PLUGIN(handle)
