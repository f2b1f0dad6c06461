// SPDX-License-Identifier: Apache-2.0
// src/python/sdk_log.cpp: sdk.log, entries of the host's log

#include <string>

#include "arguments.hpp"
#include "sdk.hpp"
#include "stdio.hpp"

namespace py = pybind11;

namespace se2::python {

namespace {

// Made where it is named: it imports logging.
constexpr const char* handler_source = R"py(
import logging


class Handler(logging.Handler):
    """Hands records of logging to the host's log, each as one entry of the level it has.

    Made for a program that wants its records whole; without it they reach the log as what
    logging writes to stderr, a line an entry."""

    def emit(self, record):
        try:
            entry_of(record.levelno)(self.format(record))
        except RecursionError:
            raise
        except Exception:
            self.handleError(record)


def entry_of(level):
    if level >= logging.ERROR:
        return error
    if level >= logging.WARNING:
        return warn
    return info if level >= logging.INFO else debug
)py";

py::object make_handler(const py::module_& log) {
  py::dict names = log.attr("__dict__").attr("copy")();
  names["__name__"] = "sdk.log";
  py::exec(handler_source, names);
  log.attr("Handler") = names["Handler"];
  return names["Handler"];
}

}  // namespace

void add_sdk_log(py::module_& sdk) {
  auto module = sdk.def_submodule("log", "Entries of the host's log, for the run in progress.");
  const auto add = [&](const char* name, log::level level) {
    const auto doc = std::string("Adds one entry of level ") + name + ": a str, or bytes of UTF-8.";
    module.def(
        name,
        [function = std::string("log.") + name, level](const py::object& message) {
          run_for(function.c_str());
          add_entry(level, text_argument("message", message));
        },
        py::arg("message"), doc.c_str());
  };
  add("error", log::level::error);
  add("warn", log::level::warn);
  add("info", log::level::info);
  add("debug", log::level::debug);
  module.def(
      "__getattr__",
      [module](const std::string& name) {
        if (name == "Handler") return make_handler(module);
        throw py::attribute_error("module 'sdk.log' has no attribute '" + name + "'");
      },
      py::arg("name"));
}

}  // namespace se2::python
