// SPDX-License-Identifier: Apache-2.0
// tests/package/sizes/request.cpp: log.cpp with a field of the request
#include <se2/host/log.hpp>
#include <se2/host/request.hpp>
#include <se2/plugin.hpp>

#include <string>

se2::result<std::string> greet(std::string_view entry) {
  se2::log::info(entry);
  return se2::request::query("name");
}
SE2_PLUGIN(greet)
