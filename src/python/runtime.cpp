// SPDX-License-Identifier: Apache-2.0
// src/python/runtime.cpp: the wrapper whose plugin is a plugin.py and nothing else

#include <se2/plugin.hpp>
#include <se2/python/plugin.hpp>

SE2_PLUGIN(se2::python::script_plugin)
