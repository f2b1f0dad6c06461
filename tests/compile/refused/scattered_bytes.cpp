// SPDX-License-Identifier: Apache-2.0
// tests/compile/refused/scattered_bytes.cpp: bytes in more than one piece
#include <se2/plugin.hpp>

#include <deque>

std::deque<char> handle(std::string_view) { return {}; }
SE2_PLUGIN(handle)
