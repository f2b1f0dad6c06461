// SPDX-License-Identifier: Apache-2.0
// src/python/demangle.hpp: readable names of C++ types
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace se2::python {

/// The name of a class that is no template's, or of a built-in type, from its mangled form; of
/// other types nothing.
std::optional<std::string> demangled(std::string_view mangled);

}  // namespace se2::python
