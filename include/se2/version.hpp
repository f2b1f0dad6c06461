// SPDX-License-Identifier: Apache-2.0
// se2/version.hpp: the version of the library; CMake reads it from here
#pragma once

#include <string_view>

namespace se2 {

/// Semantic version of the headers, "major.minor.patch".
inline constexpr std::string_view version = "0.1.0";

}  // namespace se2
