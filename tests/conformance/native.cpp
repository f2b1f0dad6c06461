// SPDX-License-Identifier: Apache-2.0
// tests/conformance/native.cpp: runs the linked plugin on the host double, a line of JSON a payload
//
// usage: NAME_native [--ident N] PAYLOAD_FILE...
//
// The lines are those of se2-run --json, the output as "output_hex". Exit code 0, or what a
// sanitizer or the plugin ended the process with.
#include <se2/testing/host.hpp>

#include <charconv>
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace {

std::string hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  text.reserve(2 * bytes.size());
  for (const char byte : bytes) {
    text += digits[static_cast<unsigned char>(byte) >> 4];
    text += digits[static_cast<unsigned char>(byte) & 15];
  }
  return text;
}

nlohmann::json line_of(const se2::testing::report& out) {
  using se2::testing::kind;
  nlohmann::json line{{"violations", out.violations}, {"log", nlohmann::json::array()}};
  for (const auto& entry : out.log) {
    constexpr const char* levels[] = {"error", "warn", "info", "debug"};
    line["log"].push_back(
        {{"level", levels[static_cast<int>(entry.level) - 1]}, {"message", entry.message}});
  }
  switch (out.outcome) {
    case kind::result:
      line["outcome"] = "result";
      line["output_hex"] = hex(out.output);
      break;
    case kind::error:
      line["outcome"] = "error";
      line["code"] = out.error.code;
      line["message"] = out.error.message;
      break;
    case kind::none:
      line["outcome"] = "none";
      break;
    case kind::violation:
      line["outcome"] = "host_error";
      break;
  }
  return line;
}

}  // namespace

int main(int count, char** words) {
  se2::testing::host host;
  int next = 1;
  if (count > 2 && std::string_view(words[1]) == "--ident") {
    const std::string_view number = words[2];
    host.ident = 0;
    std::from_chars(number.data(), number.data() + number.size(), *host.ident);
    next = 3;
  }
  for (; next < count; ++next) {
    std::ifstream file(words[next], std::ios::binary);
    const std::string payload(std::istreambuf_iterator<char>(file), {});
    const auto line = line_of(host.run_plugin(payload));
    // A message that is not UTF-8 arrives with U+FFFD, as on every other engine.
    std::cout << line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << std::endl;
  }
}
