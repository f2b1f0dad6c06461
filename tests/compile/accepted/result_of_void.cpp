// SPDX-License-Identifier: Apache-2.0
// tests/compile/accepted/result_of_void.cpp: a handler that replies itself and may fail
#include <se2/plugin.hpp>

se2::result<void> handle(std::string_view, se2::execution&) { return {}; }
SE2_PLUGIN(handle)
