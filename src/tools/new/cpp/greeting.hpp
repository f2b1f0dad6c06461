// greeting.hpp: what the plugin does, for the plugin and its test
#pragma once

#include <se2/host/log.hpp>
#include <se2/plugin.hpp>

#include <string>

inline se2::result<std::string> greet(std::string_view name) {
  if (name.empty()) return std::unexpected(se2::error{400, "a name is missing"});
  se2::log::info("a greeting for " + std::string(name));
  return "Hello, " + std::string(name) + "!";
}
