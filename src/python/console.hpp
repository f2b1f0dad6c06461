// SPDX-License-Identifier: Apache-2.0
// src/python/console.hpp: what the adapter writes for the plugin's developer
#pragma once

#include <string_view>

namespace se2::python {

/// Writes a line, or lines, to stderr.
void report(std::string_view text);

/// Hands on what Python and C have buffered of stdout and stderr.
void flush_output();

}  // namespace se2::python
