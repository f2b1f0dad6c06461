// SPDX-License-Identifier: Apache-2.0
// tests/bench/plugins/cpp/echo.cpp: answers the payload
#include <se2/plugin.hpp>

std::string_view echo(std::string_view payload) { return payload; }
SE2_PLUGIN(echo)
