// SPDX-License-Identifier: Apache-2.0
// tests/compile/refused/third_parameter.cpp: there is nothing to pass as a third
#include <se2/plugin.hpp>

void handle(std::string_view, se2::execution&, int) {}
SE2_PLUGIN(handle)
