// SPDX-License-Identifier: Apache-2.0
// src/python/console.cpp: what goes to the developer, and when

#include "console.hpp"

#include <se2/python/pybind.hpp>

#include <cstdio>

#include "stdio.hpp"

namespace py = pybind11;

namespace se2::python {

namespace {

// A stream the plugin has put in place may be closed, or not a stream; Python says so on stderr.
void flush_python_stream(const char* name) {
  static const py::str flush("flush");
  const auto stream = py::reinterpret_borrow<py::object>(PySys_GetObject(name));
  if (!stream || stream.is_none()) return;
  const auto flushed =
      py::reinterpret_steal<py::object>(PyObject_CallMethodNoArgs(stream.ptr(), flush.ptr()));
  if (!flushed) PyErr_WriteUnraisable(stream.ptr());
}

}  // namespace

void report(std::string_view text) {
  if (is_console_logged()) {
    flush_output();
    if (text.ends_with('\n')) text.remove_suffix(1);
    add_entry(log::level::error, text);
    return;
  }
  std::fwrite(text.data(), 1, text.size(), stderr);
  if (!text.ends_with('\n')) std::fputc('\n', stderr);
}

void flush_output() {
  if (Py_IsInitialized()) {
    flush_python_stream("stdout");
    flush_python_stream("stderr");
  }
  std::fflush(nullptr);
  if (is_console_logged()) finish_stdio();
}

}  // namespace se2::python
