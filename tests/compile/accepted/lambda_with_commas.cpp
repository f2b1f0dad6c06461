// SPDX-License-Identifier: Apache-2.0
// tests/compile/accepted/lambda_with_commas.cpp: a macro argument with commas of its own
#include <se2/plugin.hpp>

#include <array>

SE2_PLUGIN([](std::string_view, se2::execution& run) { run.reply(std::array<char, 2>{'o', 'k'}); })
