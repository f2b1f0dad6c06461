// SPDX-License-Identifier: Apache-2.0
// src/python/script.hpp: the state of plugin.py
#pragma once

#include <string_view>

namespace se2::python {

/// Starts Python and imports plugin.py.
void load_plugin();

/// What kept plugin.py from starting; empty where nothing did.
std::string_view why_not_started();

}  // namespace se2::python
