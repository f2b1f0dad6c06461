// SPDX-License-Identifier: Apache-2.0
// se2/host/response.hpp: se2::response, headers of the HTTP response
#pragma once

#include <se2/abi/ffi_result.hpp>

#include <string_view>

namespace se2::response {

/// Sets a header of the response, on hosts of profile `e2core` and `sat`; the last value of a name
/// wins. Hosts send none with an error. Error 500: no run, an empty name, ':' in a name, CR, LF or
/// NUL in either.
///
///     SE2_TRY(se2::response::set_header("cache-control", "no-store"));
[[nodiscard]] inline result<void> set_header(std::string_view name, std::string_view value) {
  constexpr std::string_view forbidden("\r\n\0:", 4);
  const auto* const run = execution::current();
  if (run == nullptr) return abi::outside_run("resp_set_header");
  if (name.empty() || name.find_first_of(forbidden) != name.npos) {
    return abi::failure("response: header name ", name, " is empty or has ':', CR, LF or NUL");
  }
  if (value.find_first_of(forbidden.substr(0, 3)) != value.npos) {
    return abi::failure("response: header ", name, " has CR, LF or NUL in its value");
  }
  SE2_DETAIL_TRACE("id=%d | calling resp_set_header", run->id());
  se2_host_resp_set_header(name.data(), abi::size_of(name), value.data(), abi::size_of(value),
                           run->id());
  return {};
}

/// The header "Content-Type".
[[nodiscard]] inline result<void> content_type(std::string_view type) {
  return set_header("Content-Type", type);
}

}  // namespace se2::response
