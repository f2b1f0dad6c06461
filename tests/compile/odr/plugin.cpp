// SPDX-License-Identifier: Apache-2.0
// tests/compile/odr/plugin.cpp: the source of a program that holds the plugin
#include <se2/se2.hpp>

std::string answer_of(std::string_view payload);

SE2_PLUGIN([](std::string_view payload) { return answer_of(payload); })
