// SPDX-License-Identifier: Apache-2.0
// tests/compile/refused/input_by_reference.cpp: the input is no one's to change
#include <se2/plugin.hpp>

void handle(std::string&) {}
SE2_PLUGIN(handle)
