// SPDX-License-Identifier: Apache-2.0
// tests/compile/refused/swapped.cpp: the execution comes second
#include <se2/plugin.hpp>

void handle(se2::execution&, std::string_view) {}
SE2_PLUGIN(handle)
