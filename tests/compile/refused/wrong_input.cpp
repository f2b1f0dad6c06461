// SPDX-License-Identifier: Apache-2.0
// tests/compile/refused/wrong_input.cpp: int is no input
#include <se2/plugin.hpp>

void handle(int) {}
SE2_PLUGIN(handle)
