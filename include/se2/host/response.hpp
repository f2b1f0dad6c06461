// SPDX-License-Identifier: Apache-2.0
// se2/host/response.hpp: se2::response, headers of the HTTP response
#pragma once

#include <se2/abi/ffi_result.hpp>
#include <se2/detail/header.hpp>

#include <string_view>

namespace se2::detail {

inline abi::answer set_response_header(const std::string_view& name,
                                       const std::string_view& value) {
  const auto* const run = execution::current();
  if (run == nullptr) return abi::outside_run("resp_set_header");
  const char* const fault = header_fault(name, value);
  if (fault != nullptr) return abi::failure("response: ", name, fault);
  SE2_DETAIL_TRACE("id=%d | calling resp_set_header", run->id());
  se2_host_resp_set_header(name.data(), abi::size_of(name), value.data(), abi::size_of(value),
                           run->id());
  return {};
}

}  // namespace se2::detail

namespace se2::response {

/// Sets a header of the response, on hosts of profile `e2core` and `sat`; the last value of a name
/// wins. Hosts send none with an error. Error 500: no run, an empty name, ':' in a name, CR, LF or
/// NUL in either.
///
///     SE2_TRY(se2::response::set_header("cache-control", "no-store"));
[[nodiscard]] inline result<void> set_header(std::string_view name, std::string_view value) {
  return abi::to_result<void>(detail::set_response_header(name, value));
}

/// The header "Content-Type".
[[nodiscard]] inline result<void> content_type(std::string_view type) {
  return set_header("Content-Type", type);
}

}  // namespace se2::response
