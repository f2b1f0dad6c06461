// SPDX-License-Identifier: Apache-2.0
// src/python/entry_point.hpp: run_e, and how it wants to be called
#pragma once

#include <se2/python/pybind.hpp>

namespace se2::python {

/// The plugin's run_e: `run_e(payload, ident)` or `run_e(payload)`, with the payload as bytes where
/// it is annotated so, else as str.
struct entry_point {
  pybind11::object function;
  bool takes_ident;
  bool takes_bytes;
};

/// Looks at `run_e` of the module. Throws `se2::error` where there is none that could be called.
entry_point find_entry_point(const pybind11::module_& plugin);

}  // namespace se2::python
