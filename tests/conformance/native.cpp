// SPDX-License-Identifier: Apache-2.0
// tests/conformance/native.cpp: runs the linked plugin on the host double, a line of JSON a payload
#include <se2/testing/host.hpp>

#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>

int main(int count, char** payload_files) {
  using se2::testing::kind;
  se2::testing::host host;
  for (int i = 1; i < count; ++i) {
    std::ifstream file(payload_files[i], std::ios::binary);
    const std::string payload(std::istreambuf_iterator<char>(file), {});
    const auto out = host.run_plugin(payload);
    nlohmann::json line{{"violations", out.violations}, {"log", nlohmann::json::array()}};
    switch (out.outcome) {
      case kind::result:
        line["outcome"] = "result";
        line["output_bytes"] = std::vector<unsigned char>(out.output.begin(), out.output.end());
        break;
      case kind::error:
        line["outcome"] = "error";
        line["code"] = out.error.code;
        line["message"] = out.error.message;
        break;
      case kind::none: line["outcome"] = "none"; break;
      case kind::violation: line["outcome"] = "host_error"; break;
    }
    std::cout << line.dump() << std::endl;
  }
}
