// SPDX-License-Identifier: Apache-2.0
// tests/conformance/plugins/host_api_secret.cpp: secrets, which not all hosts of profile sat offer
#include "calls.hpp"

#include <se2/host/secret.hpp>
#include <se2/plugin.hpp>

#include <string>
#include <string_view>

namespace {

se2::result<std::string> answer(const calls::words& call) { return se2::secret::get(call[1]); }

se2::result<std::string> handler(std::string_view payload, se2::execution& run) {
  if (payload == "another run") {
    return std::to_string(se2_host_get_secret_value("key", 3, run.id() ^ 1));
  }
  return calls::run(payload, run, answer);
}

}  // namespace

SE2_PLUGIN(handler)
