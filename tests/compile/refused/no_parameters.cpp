// SPDX-License-Identifier: Apache-2.0
// tests/compile/refused/no_parameters.cpp: a handler takes its input
#include <se2/plugin.hpp>

std::string handle() { return {}; }
SE2_PLUGIN(handle)
