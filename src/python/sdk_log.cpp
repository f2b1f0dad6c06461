// SPDX-License-Identifier: Apache-2.0
// src/python/sdk_log.cpp: sdk.log, entries of the host's log

#include <string>

#include "arguments.hpp"
#include "sdk.hpp"
#include "stdio.hpp"

namespace py = pybind11;

namespace se2::python {

void add_sdk_log(py::module_& sdk) {
  auto module = sdk.def_submodule("log", "Entries of the host's log, for the run in progress.");
  const auto add = [&](const char* name, log::level level) {
    const auto function = std::string("log.") + name;
    const auto doc = std::string("Adds one entry of level ") + name + ": a str, or bytes of UTF-8.";
    module.def(
        name,
        [function, level](const py::object& message) {
          run_for(function.c_str());
          add_entry(level, text_argument("message", message));
        },
        py::arg("message"), doc.c_str());
  };
  add("error", log::level::error);
  add("warn", log::level::warn);
  add("info", log::level::info);
  add("debug", log::level::debug);
}

}  // namespace se2::python
