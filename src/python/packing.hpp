// SPDX-License-Identifier: Apache-2.0
// src/python/packing.hpp: what the adapter does differently when se2-pack drives it, and afterwards
#pragma once

#include <optional>
#include <string>

namespace se2::python {

/// As se2-pack wants the interpreter started.
struct packing_options {
  std::string module;    // what is imported in place of plugin
  int optimization = 0;  // Python's -O level
  unsigned long hash_seed = 0;
};

/// Nothing where se2-pack does not drive this instance.
const std::optional<packing_options>& packing();

/// Called with the interpreter running: a module that was not packed will be missed with advice.
void prepare_packing();

/// Makes differ what must, in the first run of a packed module: random numbers, for one.
void wake_once();

}  // namespace se2::python
