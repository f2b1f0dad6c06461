// SPDX-License-Identifier: Apache-2.0
// src/python/inflate.hpp: the content of files that are carried deflated
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace se2::python {

/// The `size` bytes that are deflated in zlib's format; nothing where memory is out.
std::optional<std::vector<std::byte>> inflate(std::span<const std::byte> deflated,
                                              std::size_t size);

}  // namespace se2::python
