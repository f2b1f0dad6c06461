// SPDX-License-Identifier: Apache-2.0
// tests/package/sizes/reverse.cpp: the plugin of the design's first page
#include <se2/plugin.hpp>

#include <string>

std::string reverse(std::string_view text) { return {text.rbegin(), text.rend()}; }
SE2_PLUGIN(reverse)
