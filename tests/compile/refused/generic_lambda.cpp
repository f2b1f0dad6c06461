// SPDX-License-Identifier: Apache-2.0
// tests/compile/refused/generic_lambda.cpp: an input of any type says nothing of the payload
#include <se2/plugin.hpp>

SE2_PLUGIN([](auto payload) { return payload; })
