// SPDX-License-Identifier: Apache-2.0
// tests/conformance/plugins/echo.cpp: the payload, unchanged
#include <se2/plugin.hpp>

std::span<const std::byte> echo(std::span<const std::byte> payload) { return payload; }
SE2_PLUGIN(echo)
