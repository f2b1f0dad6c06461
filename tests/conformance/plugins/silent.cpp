// SPDX-License-Identifier: Apache-2.0
// tests/conformance/plugins/silent.cpp: no reply
#include <se2/plugin.hpp>

void silent(std::string_view) {}
SE2_PLUGIN(silent)
