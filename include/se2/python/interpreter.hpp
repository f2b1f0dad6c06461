// SPDX-License-Identifier: Apache-2.0
// se2/python/interpreter.hpp: start-up of the interpreter, for wrappers with a handler of their own
#pragma once

#include <se2/error.hpp>

namespace se2::python {

/// Starts Python in UTF-8 mode, isolated from the environment but for PYTHONPATH. It is never
/// ended: no host ends a module. Called again it only gives the first call's outcome; after an
/// error no function of Python may be called.
[[nodiscard]] result<void> start_interpreter();

}  // namespace se2::python
