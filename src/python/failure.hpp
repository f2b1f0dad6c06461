// SPDX-License-Identifier: Apache-2.0
// src/python/failure.hpp: a Python exception in words: for the host, and for the developer
#pragma once

#include <se2/execution.hpp>
#include <se2/python/pybind.hpp>

#include <string>

namespace se2::python {

/// The text as UTF-8; a lone surrogate, which UTF-8 lacks, becomes an escape.
std::string to_utf8(pybind11::handle text);

/// The name of a type as tracebacks give it: "ValueError", "decimal.InvalidOperation".
std::string type_name(pybind11::handle type);

/// The last line of a traceback: "ValueError: text".
std::string summary(pybind11::handle exception);

/// Replies with the exception: an sdk.Error as the error it is, others as error 500.
void fail(execution& run, const pybind11::error_already_set& exception);

/// The exception that kept plugin.py from being imported: "plugin.py, line 3: NameError: ...".
std::string explain_import(const pybind11::error_already_set& exception);

/// Reports the traceback, source lines included.
void print_traceback(const pybind11::error_already_set& exception);

}  // namespace se2::python
