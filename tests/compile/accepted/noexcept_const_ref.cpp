// SPDX-License-Identifier: Apache-2.0
// tests/compile/accepted/noexcept_const_ref.cpp: noexcept, and the input by reference to const
#include <se2/plugin.hpp>

std::string handle(const std::string& payload) noexcept { return payload; }
SE2_PLUGIN(handle)
