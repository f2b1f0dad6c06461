// SPDX-License-Identifier: Apache-2.0
// src/python/inflate.cpp: calls zlib, which Python's module of that name links anyway

#include "inflate.hpp"

#include <new>

/// As zlib declares it: not every libpython comes with the header.
extern "C" int uncompress(unsigned char* to, unsigned long* to_size, const unsigned char* from,
                          unsigned long from_size);

namespace se2::python {

std::optional<std::vector<std::byte>> inflate(std::span<const std::byte> deflated,
                                              std::size_t size) try {
  constexpr int ok = 0;
  std::vector<std::byte> result(size);
  unsigned long actual = size;
  const int outcome =
      uncompress(reinterpret_cast<unsigned char*>(result.data()), &actual,
                 reinterpret_cast<const unsigned char*>(deflated.data()), deflated.size());
  if (outcome != ok) return std::nullopt;
  return result;
} catch (const std::bad_alloc&) {
  return std::nullopt;
}

}  // namespace se2::python
