// SPDX-License-Identifier: Apache-2.0
// src/python/values.cpp: conversions between the host's bytes and Python's str and bytes

#include "values.hpp"

#include <se2/error.hpp>

#include <cstdio>

namespace py = pybind11;

namespace se2::python {

namespace {

const char* characters(std::span<const std::byte> bytes) {
  return reinterpret_cast<const char*>(bytes.data());
}

error not_utf8(std::span<const std::byte> payload, std::size_t offset) {
  char text[128];
  std::snprintf(text, sizeof text,
                "payload is not UTF-8: byte 0x%02x at offset %zu; "
                "annotate run_e's payload as bytes to receive it raw",
                static_cast<unsigned>(payload[offset]), offset);
  return {400, text};
}

}  // namespace

py::object to_str(std::span<const std::byte> payload) {
  auto text = py::reinterpret_steal<py::object>(
      PyUnicode_DecodeUTF8(characters(payload), static_cast<Py_ssize_t>(payload.size()), nullptr));
  if (text) return text;
  const py::error_already_set failure;
  if (!failure.matches(PyExc_UnicodeDecodeError)) throw failure;
  throw not_utf8(payload, failure.value().attr("start").cast<std::size_t>());
}

py::str host_text(std::string_view text) {
  auto decoded = py::reinterpret_steal<py::str>(PyUnicode_DecodeUTF8(
      text.data(), static_cast<Py_ssize_t>(text.size()), "surrogateescape"));
  if (!decoded) throw py::error_already_set();
  return decoded;
}

py::object to_bytes(std::span<const std::byte> payload) {
  auto bytes = py::reinterpret_steal<py::object>(
      PyBytes_FromStringAndSize(characters(payload), static_cast<Py_ssize_t>(payload.size())));
  if (!bytes) throw py::error_already_set();
  return bytes;
}

std::optional<byte_view> byte_view::of(py::handle value) {
  if (PyUnicode_Check(value.ptr())) {
    Py_ssize_t size = 0;
    const char* const text = PyUnicode_AsUTF8AndSize(value.ptr(), &size);
    if (text == nullptr) throw py::error_already_set();
    return byte_view(py::reinterpret_borrow<py::object>(value),
                     {text, static_cast<std::size_t>(size)});
  }
  if (!PyObject_CheckBuffer(value.ptr())) return std::nullopt;
  auto view =
      py::reinterpret_steal<py::object>(PyMemoryView_GetContiguous(value.ptr(), PyBUF_READ, 'C'));
  if (!view) throw py::error_already_set();
  const Py_buffer& buffer = *PyMemoryView_GET_BUFFER(view.ptr());
  return byte_view(std::move(view),
                   {static_cast<const char*>(buffer.buf), static_cast<std::size_t>(buffer.len)});
}

}  // namespace se2::python
