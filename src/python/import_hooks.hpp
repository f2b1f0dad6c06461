// SPDX-License-Identifier: Apache-2.0
// src/python/import_hooks.hpp: what is done to modules that plugins import, and said of missing
// ones
#pragma once

#include <se2/python/pybind.hpp>

#include <string>
#include <string_view>

namespace se2::python {

// To be called with the interpreter running. Both leave alone which exceptions leave an import, its
// traceback, and how deep imports can nest.

/// Calls `hook` with each module of that name once it is loaded, before its importer has it. What
/// the hook raises goes to sys.unraisablehook: the import succeeds all the same.
void on_import(const char* name, void (*hook)(const pybind11::module_&));

/// Adds what `advice(name)` answers, with its own separator, to "No module named 'name'" wherever
/// importlib found no module. Code that raises the same by itself keeps its message.
void on_missing_module(std::string (*advice)(const std::string& name));

}  // namespace se2::python
