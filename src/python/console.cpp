// SPDX-License-Identifier: Apache-2.0
// src/python/console.cpp: what goes to the developer, and when

#include "console.hpp"

#include <se2/python/pybind.hpp>

#include <structmember.h>

#include <array>
#include <cstdio>

#include "host_log.hpp"
#include "stdio.hpp"

namespace py = pybind11;

namespace se2::python {

namespace {

/// One of Python's, by its name in sys.
class python_stream {
 public:
  explicit python_stream(const char* name)
      : sys_(py::module_::import("sys").attr("__dict__")), name_(name) {
    if (has_host_log) unbuffered_ = current();
  }

  // What the plugin has put in place may be closed, or not a stream; Python says so on stderr.
  void flush() const {
    static const py::str method("flush");
    const auto stream = current();
    if (!stream || stream.is_none() || has_written_through(stream)) return;
    const auto flushed =
        py::reinterpret_steal<py::object>(PyObject_CallMethodNoArgs(stream.ptr(), method.ptr()));
    if (!flushed) PyErr_WriteUnraisable(stream.ptr());
  }

 private:
  [[nodiscard]] py::object current() const {
    return py::reinterpret_borrow<py::object>(PyDict_GetItemWithError(sys_.ptr(), name_.ptr()));
  }

  /// True of the one that Python started with, unless the plugin has reconfigured it. To flush that
  /// one, or to look its attribute up, would cost more than all else of a short run.
  [[nodiscard]] bool has_written_through(const py::object& stream) const {
    if (!stream.is(unbuffered_)) return false;
    static const py::object descriptor = py::type::of(stream).attr("write_through");
    auto* const member = reinterpret_cast<PyMemberDescrObject*>(descriptor.ptr())->d_member;
    const auto* const place = reinterpret_cast<const char*>(stream.ptr());
    return py::reinterpret_steal<py::object>(PyMember_GetOne(place, member)).ptr() == Py_True;
  }

  py::dict sys_;
  py::str name_;
  py::object unbuffered_;
};

std::array<python_stream, 2>& python_streams() {
  static std::array streams{python_stream("stdout"), python_stream("stderr")};
  return streams;
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

void write_through() {
  std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ);
  python_streams();
}

void flush_output() {
  if (Py_IsInitialized()) {
    for (const auto& stream : python_streams()) stream.flush();
  }
  std::fflush(nullptr);
  if (is_console_logged()) finish_stdio();
}

}  // namespace se2::python
