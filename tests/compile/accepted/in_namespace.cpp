// SPDX-License-Identifier: Apache-2.0
// tests/compile/accepted/in_namespace.cpp: a handler of a namespace, static or not
#include <se2/plugin.hpp>

namespace words {
[[maybe_unused]] static std::string handle(std::string_view text) { return std::string(text); }
}  // namespace words
SE2_PLUGIN(words::handle)
