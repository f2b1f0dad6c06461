// SPDX-License-Identifier: Apache-2.0
// src/python/arguments.cpp: arguments of the functions of `sdk`, checked

#include "arguments.hpp"

#include "failure.hpp"

namespace py = pybind11;

namespace se2::python {

namespace {

[[noreturn]] void wrong_type(const char* parameter, const char* expected, py::handle actual) {
  throw py::type_error(std::string(parameter) + " must be " + expected + ", not " +
                       type_name(py::type::of(actual)));
}

}  // namespace

byte_view bytes_argument(const char* parameter, py::handle value) {
  if (auto bytes = byte_view::of(value)) return *std::move(bytes);
  wrong_type(parameter, "str or bytes-like", value);
}

std::string text_argument(const char* parameter, py::handle value) {
  return PyUnicode_Check(value.ptr()) ? to_utf8(value)
                                      : std::string(bytes_argument(parameter, value).text());
}

py::int_ integer_argument(const char* parameter, py::handle value) {
  if (!PyIndex_Check(value.ptr())) wrong_type(parameter, "int", value);
  auto integer = py::reinterpret_steal<py::int_>(PyNumber_Index(value.ptr()));
  if (!integer) throw py::error_already_set();
  return integer;
}

}  // namespace se2::python
