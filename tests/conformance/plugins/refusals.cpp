// SPDX-License-Identifier: Apache-2.0
// tests/conformance/plugins/refusals.cpp: each function that answers with a number, called by hand
// for another run, or while an answer is pending
#include "calls.hpp"

#include <se2/plugin.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace {

char answer[8];

std::int32_t call(std::string_view function, std::int32_t ident) {
  if (function == "fetch_url") return se2_host_fetch_url(0, "http://web.test/", 16, "", 0, ident);
  if (function == "request_get_field") return se2_host_request_get_field(0, "method", 6, ident);
  if (function == "request_set_field")
    return se2_host_request_set_field(4, "key", 3, "value", 5, ident);
  if (function == "get_ffi_result") return se2_host_get_ffi_result(answer, ident);
  if (function == "add_ffi_var") return se2_host_add_ffi_var("name", 4, "value", 5, ident);
  if (function == "graphql_query")
    return se2_host_graphql_query("http://web.test/", 16, "{ word }", 8, ident);
  if (function == "cache_set") return se2_host_cache_set("key", 3, "value", 5, 0, ident);
  if (function == "cache_get") return se2_host_cache_get("key", 3, ident);
  if (function == "get_static_file") return se2_host_get_static_file("a.txt", 5, ident);
  return se2_host_db_exec(1, "all", 3, ident);
}

std::string handler(std::string_view payload, se2::execution& run) {
  const auto [function, when] = calls::split(payload, ' ');
  if (when == "of another run") return std::to_string(call(function, run.id() ^ 1));
  calls::leave(run.id());
  return std::to_string(call(function, run.id()));
}

}  // namespace

SE2_PLUGIN(handler)
