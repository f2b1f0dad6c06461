// SPDX-License-Identifier: Apache-2.0
// tests/conformance/plugins/throws.cpp: an exception of each kind, chosen by the payload
#include <se2/plugin.hpp>

#include <stdexcept>
#include <string>

struct local {
  int value;
};

std::string throws(std::string_view payload, se2::execution& run) {
  if (payload == "se2::error") throw se2::error{404, "not here"};
  if (payload == "std::exception") throw std::runtime_error("went wrong");
  if (payload == "int") throw 42;
  if (payload == "class") throw local{1};
  if (payload == "out_of_range") return std::string(1, std::string("abc").at(payload.size()));
  if (payload == "bad_alloc")
    return std::string(std::size_t{1} << 30, 'x').substr(0, 1) +
           std::string(std::size_t{1} << 30, 'y');
  if (payload == "after reply") run.reply("first"), throw std::runtime_error("late");
  try {
    throw std::logic_error("inner");
  } catch (const std::exception& error) {
    return std::string("caught ") + error.what();
  }
}
SE2_PLUGIN(throws)
