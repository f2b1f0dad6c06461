// SPDX-License-Identifier: Apache-2.0
// src/python/arguments.hpp: what the functions of `sdk` make of their arguments
#pragma once

#include <se2/python/pybind.hpp>

#include <string>

#include "values.hpp"

namespace se2::python {

// Each raises TypeError for a value of another type, naming the parameter and the type.

/// Of a str or bytes-like value.
byte_view bytes_argument(const char* parameter, pybind11::handle value);

/// The same for text that must arrive, whatever it is: a lone surrogate becomes an escape.
std::string text_argument(const char* parameter, pybind11::handle value);

/// Of an int, or what counts as one.
pybind11::int_ integer_argument(const char* parameter, pybind11::handle value);

}  // namespace se2::python
