// SPDX-License-Identifier: Apache-2.0
// src/python/sdk_http.cpp: sdk.http, requests to other servers

#include <se2/host/http.hpp>

#include <string>
#include <string_view>
#include <utility>

#include "arguments.hpp"
#include "pairs.hpp"
#include "sdk.hpp"
#include "sdk_modules.hpp"

namespace py = pybind11;

namespace se2::python {

namespace {

py::bytes send(http::method method, const py::object& url, const py::object& body,
               const py::object& headers) {
  const auto target = bytes_argument("url", url);
  const auto content = bytes_argument("body", body);
  const pairs fields("headers", headers);
  auto answer =
      detail::send_request(method, target.text(), as_bytes(content.text()), fields.list());
  const auto text = answer.bytes.text();
  if (const int status = answer.code == 0 ? 0 : detail::status_of(text); status != 0) {
    constexpr std::string_view before_body = "404: ";
    raise_status_error(status, text.substr(before_body.size()));
  }
  return bytes_of(abi::to_result<buffer>(std::move(answer)));
}

}  // namespace

void bind_sdk_http(py::module_& module) {
  module.doc() =
      "Requests from the host to other servers.\n\n"
      "Each gives the body of an answer of status 200 to 299 as bytes. HTTPStatusError for another\n"
      "status; HostError where there is no answer within five seconds, and for what hosts cannot\n"
      "send: '::' in the URL, ':' in a header's value, CR, LF or NUL in either. E2 Core since\n"
      "v0.6.0-rc9 may cut a body short without telling.";
  const auto add = [&](const char* name, http::method method) {
    module.def(
        name,
        [method, function = std::string("http.") + name](
            const py::object& url, const py::object& body, const py::object& headers) {
          run_for(function.c_str());
          return send(method, url, body, headers);
        },
        py::arg("url"), py::arg("body") = py::bytes(), py::arg("headers") = py::dict(),
        "url and body: str or bytes; headers: a mapping of them.");
  };
  add("get", http::method::get);
  add("head", http::method::head);
  add("options", http::method::options);
  add("post", http::method::post);
  add("put", http::method::put);
  add("patch", http::method::patch);
  add("delete", http::method::del);
}

}  // namespace se2::python
