// SPDX-License-Identifier: Apache-2.0
// se2/python/pybind.hpp: pybind11 and CPython, for the modules a custom wrapper embeds
#pragma once

// CPython declares thread functions for WASI with C's `restrict`.
#pragma push_macro("restrict")
#define restrict __restrict
#include <pybind11/embed.h>
#pragma pop_macro("restrict")
