// SPDX-License-Identifier: Apache-2.0
// tests/conformance/plugins/statics.cpp: static objects: constructed once, kept between runs
#include <se2/plugin.hpp>

#include <string>

int constructed = 0;
struct counter {
  int runs = 0;
  counter() { ++constructed; }
  ~counter() { constructed = -1; }
} runs;

std::string statics(std::string_view) {
  static const std::string local = "local";
  return local + " " + std::to_string(constructed) + " " + std::to_string(++runs.runs);
}
SE2_PLUGIN(statics)
