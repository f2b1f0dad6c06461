// SPDX-License-Identifier: Apache-2.0
// examples/hello/hello.cpp: the smallest plugin: text in, text out
#include <se2/plugin.hpp>

#include <string>

std::string hello(std::string_view name) { return "Hello, " + std::string(name) + "!"; }
SE2_PLUGIN(hello)
