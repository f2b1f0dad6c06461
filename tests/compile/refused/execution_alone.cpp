// SPDX-License-Identifier: Apache-2.0
// tests/compile/refused/execution_alone.cpp: the execution is no input
#include <se2/plugin.hpp>

void handle(se2::execution&) {}
SE2_PLUGIN(handle)
