// SPDX-License-Identifier: Apache-2.0
// src/python/import_hooks.hpp: what is done to modules that plugins import, and said of missing
// ones
#pragma once

#include <se2/python/pybind.hpp>

#include <string>
#include <string_view>

namespace se2::python {

/// Puts the hooks in front of importlib. Called once, with the interpreter running, before the
/// other functions.
void install_import_hooks();

/// Calls `hook` with each module of that name once it is loaded, before its importer has it. What
/// the hook raises goes to sys.unraisablehook: the import succeeds all the same.
void on_import(const char* name, void (*hook)(const pybind11::module_&));

/// Adds `advice(name)`, with its own separator, to "No module named 'name'" wherever no finder
/// found the module.
void on_missing_module(std::string (*advice)(std::string_view name));

}  // namespace se2::python
