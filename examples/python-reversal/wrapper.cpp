// SPDX-License-Identifier: Apache-2.0
// examples/python-reversal/wrapper.cpp: the Python runtime once more, built with a trace (SE2_TRACE)
#include <se2/plugin.hpp>
#include <se2/python/plugin.hpp>

SE2_PLUGIN(se2::python::script_plugin)
