// SPDX-License-Identifier: Apache-2.0
// tests/conformance/plugins/unstarted.cpp: a static object whose constructor throws
#include <se2/plugin.hpp>

#include <stdexcept>

const struct thrower {
  thrower() { throw std::runtime_error("not now"); }
} thrower;

std::string_view unstarted(std::string_view payload) { return payload; }
SE2_PLUGIN(unstarted)
