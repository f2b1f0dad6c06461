// SPDX-License-Identifier: Apache-2.0
// src/python/pairs.cpp: mappings of str or bytes, checked

#include "pairs.hpp"

#include <string>

#include "arguments.hpp"
#include "failure.hpp"

namespace py = pybind11;

namespace se2::python {

pairs::pairs(const char* parameter, const py::object& value) {
  const auto fail = [&](const std::string& what) {
    throw py::type_error(std::string(parameter) + " must be a mapping, not " + what);
  };
  const bool is_mapping = py::hasattr(value, "items");
  if (!is_mapping && (!py::isinstance<py::iterable>(value) || byte_view::of(value))) {
    fail(type_name(py::type::of(value)));
  }
  const py::object items = is_mapping ? value.attr("items")() : value;
  for (const auto item : items) {
    if (!PySequence_Check(item.ptr()) || byte_view::of(item) || py::len(item) != 2) {
      fail("an iterable of " + type_name(py::type::of(item)));
    }
    const auto pair = py::reinterpret_borrow<py::sequence>(item);
    const auto name = std::string(parameter) + ": a name";
    const auto& first = owners_.emplace_back(bytes_argument(name.c_str(), pair[0]));
    const auto what = std::string(parameter) + "[" + std::string(first.text()) + "]";
    const auto key = first.text();
    const auto& second = owners_.emplace_back(bytes_argument(what.c_str(), pair[1]));
    texts_.emplace_back(key, second.text());
  }
}

}  // namespace se2::python
