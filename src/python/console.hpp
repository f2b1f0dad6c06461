// SPDX-License-Identifier: Apache-2.0
// src/python/console.hpp: what the adapter writes for the plugin's developer
#pragma once

#include <string_view>

namespace se2::python {

/// Writes a line, or lines, to stderr; where the host has a log, as one entry of level error.
void report(std::string_view text);

/// Where the host has a log: makes C hand on each line of stdout at its end, as Python hands on
/// whatever it writes, so that the order of entries is the order of writing. Called once, with the
/// interpreter running.
void write_through();

/// Hands on what is left of stdout and stderr, unfinished lines too: the run, or the start, is
/// over.
void flush_output();

}  // namespace se2::python
