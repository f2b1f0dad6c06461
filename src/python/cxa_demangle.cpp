// SPDX-License-Identifier: Apache-2.0
// src/python/cxa_demangle.cpp: a small stand-in for the C++ library's demangler
//
// With all that the names of templates need, the library's is 3 % of a packed module. pybind11 and
// se2 show names in messages only, and one that cannot be read here they show as it is.

#include <cstddef>
#include <cstdlib>
#include <cstring>

#include "demangle.hpp"

/// As the C++ ABI has it: `buffer`, where given, is of malloc. Status -2: not a name that is read.
extern "C" char* __cxa_demangle(const char* mangled, char* buffer, std::size_t* size, int* status) {
  const auto name = se2::python::demangled(mangled);
  if (status != nullptr) *status = name ? 0 : -2;
  if (!name) return nullptr;
  const auto needed = name->size() + 1;
  if (buffer == nullptr || size == nullptr || *size < needed) {
    auto* const larger = static_cast<char*>(std::realloc(buffer, needed));
    if (larger == nullptr) {
      if (status != nullptr) *status = -1;
      return nullptr;
    }
    buffer = larger;
    if (size != nullptr) *size = needed;
  }
  return static_cast<char*>(std::memcpy(buffer, name->c_str(), needed));
}
