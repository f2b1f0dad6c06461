// SPDX-License-Identifier: Apache-2.0
// tests/package/sizes/log.cpp: greet.cpp with an entry in the log
#include <se2/host/log.hpp>
#include <se2/plugin.hpp>

#include <string>

std::string greet(std::string_view name) {
  se2::log::info(name);
  return "Hello, " + std::string(name);
}
SE2_PLUGIN(greet)
