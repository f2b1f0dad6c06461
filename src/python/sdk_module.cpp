// SPDX-License-Identifier: Apache-2.0
// src/python/sdk_module.cpp: the built-in module `sdk`, the host as Python plugins see it

#include "sdk.hpp"

PYBIND11_EMBEDDED_MODULE(sdk, module) {
  module.doc() =
      "What the SE2 host offers a plugin.\n\n"
      "Its functions can be used inside run_e alone: only there is a run to speak for.";
  se2::python::add_sdk_exceptions(module);
  se2::python::add_sdk_replies(module);
  se2::python::add_sdk_log(module);
  se2::python::add_sdk_modules(module);
}
