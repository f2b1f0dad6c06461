// SPDX-License-Identifier: Apache-2.0
// se2/python/plugin.hpp: script_plugin, the handler that is a plugin.py
#pragma once

#include <se2/execution.hpp>

#include <cstddef>
#include <span>

namespace se2::python {

/// Runs the `run_e` of plugin.py. `SE2_PLUGIN(se2::python::script_plugin)` is a whole wrapper; with
/// PYBIND11_EMBEDDED_MODULE beside it (through se2/python/pybind.hpp) it offers modules of its own.
///
/// plugin.py is looked for in the folders of PYTHONPATH, else in /plugin; the standard library in
/// /usr/local/lib. What keeps Python or the plugin from starting is the error of every run.
struct script {
  /// Starts Python and imports the plugin. Never fails: see above.
  void start() const;

  /// One run: whatever plugin.py does, `run` has its reply afterwards. Once a run has trapped, the
  /// interpreter is in no known state and every later run is error 500, "instance lost".
  void operator()(std::span<const std::byte> payload, execution& run) const;
};

/// The handler for SE2_PLUGIN.
inline constexpr script script_plugin;

}  // namespace se2::python
