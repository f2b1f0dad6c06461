// SPDX-License-Identifier: Apache-2.0
// se2/host/secret.hpp: se2::secret, values that the host's operator keeps
#pragma once

#include <se2/abi/ffi_result.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace se2::secret {

/// The value of a key, on hosts of profile `sat` that have secrets (reactr has none, and doesn't
/// load a plugin that calls this); empty where the host knows none or keeps it back. Error 500: no
/// run.
///
///     const std::string token = SE2_TRY(se2::secret::get("API_TOKEN"));
[[nodiscard]] inline result<std::string> get(std::string_view key) {
  return abi::to_result<std::string>(
      abi::ask_for("get_secret_value", se2_host_get_secret_value, key));
}

}  // namespace se2::secret
