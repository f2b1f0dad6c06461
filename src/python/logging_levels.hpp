// SPDX-License-Identifier: Apache-2.0
// src/python/logging_levels.hpp: records of Python's logging keep their level in the host's log
#pragma once

namespace se2::python {

/// Gives what a handler of `logging` writes to stdout or stderr the level of its record, whatever
/// handlers, formats and streams the plugin sets up. Called once, with the interpreter running.
void keep_logging_levels();

}  // namespace se2::python
