// SPDX-License-Identifier: Apache-2.0
// src/python/logging_levels.cpp: a method around logging.Handler.handle

#include "logging_levels.hpp"

#include <optional>

#include "import_hooks.hpp"
#include "stdio.hpp"

namespace py = pybind11;

namespace se2::python {

namespace {

/// Nothing where the record's level is not a number.
std::optional<log::level> level_of(const py::object& record) {
  const py::object number = py::getattr(record, "levelno", py::none());
  if (!py::isinstance<py::int_>(number)) return std::nullopt;
  if (number >= py::int_(40)) return log::level::error;
  if (number >= py::int_(30)) return log::level::warn;
  if (number >= py::int_(20)) return log::level::info;
  return log::level::debug;
}

void wrap_handle(const py::module_& logging) {
  if (!py::hasattr(logging, "Handler")) return;  // a module of the plugin's own
  const py::object handler = logging.attr("Handler");
  const py::object handle = handler.attr("handle");
  handler.attr("handle") = py::cpp_function(
      [handle](const py::object& self, const py::object& record) {
        std::optional<output_level> scope;
        if (const auto level = level_of(record)) scope.emplace(*level);
        return handle(self, record);
      },
      py::name("handle"), py::is_method(handler), py::arg("record"),
      "Emits the record unless a filter says no; its lines have its level in the host's log.");
}

}  // namespace

void keep_logging_levels() { on_import("logging", wrap_handle); }

}  // namespace se2::python
