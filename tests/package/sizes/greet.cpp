// SPDX-License-Identifier: Apache-2.0
// tests/package/sizes/greet.cpp: text before text, which brings libc++'s own string code
#include <se2/plugin.hpp>

#include <string>

std::string greet(std::string_view name) { return "Hello, " + std::string(name); }
SE2_PLUGIN(greet)
