// SPDX-License-Identifier: Apache-2.0
// tests/conformance/plugins/by_hand.cpp: a Python wrapper with a module that calls the host by hand
#include "calls.hpp"

#include <se2/execution.hpp>
#include <se2/plugin.hpp>
#include <se2/python/plugin.hpp>
#include <se2/python/pybind.hpp>

PYBIND11_EMBEDDED_MODULE(by_hand, module) {
  module.def("leave", [] { calls::leave(se2::execution::current()->id()); });
  module.def("is_slot_free", [] { return calls::is_slot_free(se2::execution::current()->id()); });
}

SE2_PLUGIN(se2::python::script_plugin)
