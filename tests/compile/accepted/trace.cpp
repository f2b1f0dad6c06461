// SPDX-License-Identifier: Apache-2.0
// tests/compile/accepted/trace.cpp: the layered trace
#define SE2_TRACE
#include <se2/host/log.hpp>
#include <se2/plugin.hpp>

std::string handle(std::string_view payload) {
  se2::log::info(payload);
  return std::string(payload);
}
SE2_PLUGIN(handle)
