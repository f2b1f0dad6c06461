// SPDX-License-Identifier: Apache-2.0
// tests/conformance/plugins/bound.cpp: a Python wrapper with a module of its own, whose C++ throws and prints
#include <se2/plugin.hpp>
#include <se2/python/plugin.hpp>
#include <se2/python/pybind.hpp>

#include <cstdio>
#include <stdexcept>
#include <string>

namespace py = pybind11;

PYBIND11_EMBEDDED_MODULE(bound, module) {
  module.def("value_error", [](const std::string& text) -> int { throw py::value_error(text); });
  module.def("out_of_range", [](std::size_t at) { return std::string("abc").at(at); });
  module.def("print", [](const char* text) { std::printf("%s", text); });
  module.def("print_error", [](const char* text) { std::fprintf(stderr, "%s", text); });
  module.def("caught", [](const py::object& function) -> std::string {
    try {
      function();
    } catch (const py::error_already_set& error) {
      if (error.matches(PyExc_ZeroDivisionError)) return "caught by C++";
      throw;
    }
    return "nothing was raised";
  });
}

SE2_PLUGIN(se2::python::script_plugin)
