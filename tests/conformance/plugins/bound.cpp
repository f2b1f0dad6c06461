// SPDX-License-Identifier: Apache-2.0
// tests/conformance/plugins/bound.cpp: a Python wrapper with a module of its own, whose C++ throws
// and prints
#include <se2/plugin.hpp>
#include <se2/python/plugin.hpp>
#include <se2/python/pybind.hpp>

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <span>
#include <stdexcept>
#include <string>

namespace py = pybind11;

/// Not through pybind11: CPython's own C code calls it.
PyObject* throw_into_c(PyObject*, PyObject*) { throw std::out_of_range("nothing at 9"); }
PyMethodDef throw_into_c_method{"throw_into_c", throw_into_c, METH_NOARGS, nullptr};

PYBIND11_EMBEDDED_MODULE(bound, module) {
  module.add_object("throw_into_c", PyCFunction_New(&throw_into_c_method, nullptr));
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

  // What a run does not survive, and what it does.
  module.def("trap", [] { __builtin_trap(); });
  module.def("wild_pointer", [] { *reinterpret_cast<volatile char*>(~0u - 15u) = 1; });
  module.def("abort", [] { std::abort(); });
  module.def("terminate", [] { std::terminate(); });
  module.def("fatal_error", [] { Py_FatalError("the end"); });
  module.def("throw_int", []() -> int { throw 42; });
  module.def("throw_error", []() -> int { throw se2::error{404, "not here"}; });
}

// Its own handler, so that a run can trap without Python being lost.
const struct {
  void start() const { se2::python::script_plugin.start(); }
  void operator()(std::span<const std::byte> payload, se2::execution& run) const {
    if (payload.size() == 4 && std::memcmp(payload.data(), "trap", 4) == 0) {
      std::printf("line\nunfinished");
      std::fflush(stdout);
      __builtin_trap();
    }
    se2::python::script_plugin(payload, run);
  }
} with_trap;

SE2_PLUGIN(with_trap)
