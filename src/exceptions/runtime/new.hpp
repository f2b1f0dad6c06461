// SPDX-License-Identifier: Apache-2.0
// src/exceptions/runtime/new.hpp: how operator new allocates
#pragma once
#include <new>

namespace se2::exceptions {

/// `allocate` until it succeeds, the new handler before each further try.
template <class Allocate>
void* allocate_or_throw(Allocate allocate) {
  for (;;) {
    if (void* const memory = allocate()) return memory;
    const auto handler = std::get_new_handler();
    if (handler == nullptr) throw std::bad_alloc();
    handler();
  }
}

/// `allocate`, with null for an exception.
template <class Allocate>
void* allocate_or_null(Allocate allocate) noexcept {
  try {
    return allocate();
  } catch (...) {
    return nullptr;
  }
}

}  // namespace se2::exceptions
