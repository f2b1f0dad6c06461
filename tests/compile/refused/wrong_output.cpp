// SPDX-License-Identifier: Apache-2.0
// tests/compile/refused/wrong_output.cpp: an int is no reply
#include <se2/plugin.hpp>

int handle(std::string_view) { return 0; }
SE2_PLUGIN(handle)
