// SPDX-License-Identifier: Apache-2.0
// tests/conformance/plugins/host_calls.cpp: the host functions of e2core, called by hand, past the
// library's own calls
#include <se2/plugin.hpp>

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

enum field { meta, body, header, params, state, query };

std::uint32_t length(std::string_view value) { return static_cast<std::uint32_t>(value.size()); }

/// The answer that `size` announces, as "size:bytes".
std::string fetched(int size, int ident) {
  std::string answer(static_cast<std::size_t>(std::abs(size)), '\0');
  const int status = se2_host_get_ffi_result(answer.data(), ident);
  return std::to_string(size) + ":" + answer +
         (status == 0 ? "" : " status " + std::to_string(status));
}

std::string get(field type, std::string_view key, int ident) {
  const int size = se2_host_request_get_field(type, key.data(), length(key), ident);
  return size == -1 ? "-1" : fetched(size, ident);
}

int set(field type, std::string_view key, std::string_view value, int ident) {
  return se2_host_request_set_field(type, key.data(), length(key), value.data(), length(value),
                                    ident);
}

std::string calls(std::string_view payload, se2::execution& run) {
  const int ident = run.id();
  if (payload == "log") {
    for (int level = 1; level <= 4; ++level) se2_host_log_msg("entry", 5, level, ident);
    return "logged";
  }
  if (payload == "log of another run") return se2_host_log_msg("lost", 4, 1, ident ^ 1), "logged";
  if (payload == "headers of the response") {
    se2_host_resp_set_header("X-A", 3, "1", 1, ident);
    se2_host_resp_set_header("X-A", 3, "2", 1, ident);
    return "set";
  }
  if (payload == "meta") {
    return get(meta, "method", ident) + " " + get(meta, "url", ident) + " " +
           get(meta, "parsedURL", ident) + " " + get(meta, "nothing", ident);
  }
  if (payload == "header") return get(header, "X-Word", ident) + " " + get(header, "none", ident);
  if (payload == "param") return get(params, "word", ident) + " " + get(params, "none", ident);
  if (payload == "state") return get(state, "word", ident) + " " + get(state, "none", ident);
  if (payload == "query") return get(query, "word", ident) + " " + get(query, "none", ident);
  if (payload == R"({"word": "hi", "number": 1})") {
    return get(body, "word", ident) + " " + get(body, "number", ident);
  }
  if (payload == R"({"word": "parsed once"})") {
    const std::string first = get(body, "word", ident);
    const int size = set(meta, "body", R"({"word": "later"})", ident);
    const std::string answer = first + " " + fetched(size, ident);
    const std::string second = get(body, "word", ident);
    return answer + " " + second + " " + get(meta, "body", ident);
  }
  if (payload == "unknown field") return get(static_cast<field>(9), "word", ident);
  if (payload == "field of another run") return get(meta, "method", ident ^ 1);
  if (payload == "nothing pending") return std::to_string(se2_host_get_ffi_result(nullptr, ident));
  if (payload == "answer not fetched") {
    const int first = se2_host_request_get_field(meta, "none", 4, ident);
    return std::to_string(first) + " " + get(meta, "method", ident);
  }
  if (payload == "set state") {
    const int size = set(state, "word", "new", ident);
    const std::string answer = fetched(size, ident);
    return answer + " " + get(state, "word", ident);
  }
  if (payload == "set header") {
    const int size = set(header, "x-word", "new", ident);
    const std::string answer = fetched(size, ident);
    return answer + " " + get(header, "X-Word", ident);
  }
  if (payload == "bad method") return std::to_string(se2_host_fetch_url(7, "u", 1, "", 0, ident));
  if (payload == "bad header")
    return std::to_string(se2_host_fetch_url(0, "u::a:b:c", 8, "", 0, ident));
  if (payload == "variable") {
    return std::to_string(se2_host_add_ffi_var("a", 1, "b", 1, ident)) + " " +
           std::to_string(se2_host_add_ffi_var("a", 1, "b", 1, ident ^ 1));
  }
  return "unknown";
}

}  // namespace

SE2_PLUGIN(calls)
