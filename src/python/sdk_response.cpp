// SPDX-License-Identifier: Apache-2.0
// src/python/sdk_response.cpp: sdk.response, headers of the HTTP response

#include <se2/host/response.hpp>

#include "arguments.hpp"
#include "sdk.hpp"
#include "sdk_modules.hpp"

namespace py = pybind11;

namespace se2::python {

namespace {

void set_header(const py::object& name, const py::object& value) {
  run_for("response.set_header");
  const auto name_bytes = bytes_argument("name", name);
  check(response::set_header(name_bytes.text(), bytes_argument("value", value).text()));
}

void content_type(const py::object& type) {
  run_for("response.content_type");
  check(response::content_type(bytes_argument("type", type).text()));
}

}  // namespace

void bind_sdk_response(py::module_& module) {
  module.doc() = "Headers of the HTTP response. Hosts send none with an error.";
  module.def("set_header", set_header, py::arg("name"), py::arg("value"),
             "Sets a header; the last value of a name wins. HostError for what no header can be.");
  module.def("content_type", content_type, py::arg("type"), "Sets the header Content-Type.");
}

}  // namespace se2::python
