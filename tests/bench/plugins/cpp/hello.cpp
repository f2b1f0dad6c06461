// SPDX-License-Identifier: Apache-2.0
// tests/bench/plugins/cpp/hello.cpp: greets whoever the payload names
#include <se2/plugin.hpp>

#include <string>

std::string hello(std::string_view name) { return "Hello, " + std::string(name) + "!"; }
SE2_PLUGIN(hello)
