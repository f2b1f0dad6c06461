// SPDX-License-Identifier: Apache-2.0
// tests/compile/accepted/lambda.cpp: a lambda
#include <se2/plugin.hpp>

SE2_PLUGIN([](std::string_view payload) { return std::string(payload); })
