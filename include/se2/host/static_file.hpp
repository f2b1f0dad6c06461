// SPDX-License-Identifier: Apache-2.0
// se2/host/static_file.hpp: se2::static_file, files that were deployed with the plugin
#pragma once

#include <se2/abi/ffi_result.hpp>

#include <cstdint>
#include <string_view>

namespace se2::static_file {

/// The content of a file of the bundle's `static` folder, by its path in there, on hosts of profile
/// `sat`. Error 500 with the host's text where there is none, or no run.
///
///     const auto page = SE2_TRY(se2::static_file::get("index.html"));
[[nodiscard]] inline result<buffer> get(std::string_view name) {
  return abi::to_result<buffer>(abi::ask_for("get_static_file", se2_host_get_static_file, name));
}

}  // namespace se2::static_file
