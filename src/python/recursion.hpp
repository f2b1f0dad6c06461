// SPDX-License-Identifier: Apache-2.0
// src/python/recursion.hpp: RecursionError before the engine's own stack ends
#pragma once

namespace se2::python {

/// Keeps recursion, in Python and in CPython's C code, from overflowing the engine's native stack,
/// which would be a trap. Called once, with the interpreter running.
void bound_recursion();

}  // namespace se2::python
