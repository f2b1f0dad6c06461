// SPDX-License-Identifier: Apache-2.0
// tests/conformance/plugins/host_api.cpp: the library's calls of e2core, one a run
#include "calls.hpp"

#include <se2/host/http.hpp>
#include <se2/host/log.hpp>
#include <se2/host/request.hpp>
#include <se2/host/response.hpp>
#include <se2/plugin.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace {

using calls::as_text;
using calls::words;
using text = se2::result<std::string>;

// "http.post", the URL, the body, then names and values of headers.
text fetch(se2::http::method method, const words& call) {
  std::vector<se2::http::header> headers;
  for (std::size_t at = 3; at + 1 < call.size(); at += 2)
    headers.emplace_back(call[at], call[at + 1]);
  return as_text(se2::http::fetch(method, call[1], call[2], headers));
}

text get(std::string_view field, const words& call) {
  namespace request = se2::request;
  if (field == "method") return request::method();
  if (field == "url") return request::url();
  if (field == "id") return request::id();
  if (field == "body") return as_text(request::body());
  if (field == "header") return request::header(call[1]);
  if (field == "param") return request::param(call[1]);
  if (field == "query") return request::query(call[1]);
  if (field == "state") return request::state(call[1]);
  return request::body_field(call[1]);
}

se2::result<void> set(std::string_view field, const words& call) {
  namespace request = se2::request;
  if (field == "method") return request::set_method(call[1]);
  if (field == "url") return request::set_url(call[1]);
  if (field == "body") return request::set_body(call[1]);
  if (field == "header") return request::set_header(call[1], call[2]);
  if (field == "param") return request::set_param(call[1], call[2]);
  if (field == "query") return request::set_query(call[1], call[2]);
  return request::set_state(call[1], call[2]);
}

text answer(const words& call) {
  using se2::http::method;
  constexpr std::string_view methods[] = {"get", "head", "options", "post", "put", "patch", "del"};
  const auto [area, name] = calls::split(call[0], '.');
  if (area == "http") {
    int at = 0;
    while (at < 7 && methods[at] != name) ++at;  // past the last: one that no host knows
    return fetch(static_cast<method>(at), call);
  }
  if (area == "get") return get(name, call);
  if (area == "set") {
    SE2_TRY(set(name, call));
    return get(name, call);
  }
  if (name == "content_type") {
    SE2_TRY(se2::response::content_type(call[1]));
  } else {
    SE2_TRY(se2::response::set_header(call[1], call[2]));
  }
  return "set";
}

text run(std::string_view payload, se2::execution& run) {
  if (payload.starts_with("aaaa")) return as_text(se2::request::body());
  return calls::run(payload, run, answer);
}

// Where there is no run, no host function is called.
const bool is_refused_early = !se2::request::method() && !se2::http::get("http://127.0.0.1/") &&
                              !se2::response::content_type("text/plain");

text handler(std::string_view payload, se2::execution& execution) {
  if (payload == "early") return is_refused_early ? "refused" : "called";
  return run(payload, execution);
}

}  // namespace

SE2_PLUGIN(handler)
