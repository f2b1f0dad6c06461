// SPDX-License-Identifier: Apache-2.0
// src/exceptions/runtime/aligned_new.cpp: operator new and delete for over-aligned types
//
// A file of its own: aligned_alloc brings in the C library's allocator, and a plugin may have
// replaced malloc by one that has no such function.
#include "new.hpp"

#include <cstdlib>

using se2::exceptions::allocate_or_null;
using se2::exceptions::allocate_or_throw;
using std::align_val_t;
using std::nothrow_t;
using std::size_t;

[[gnu::weak]] void* operator new(size_t size, align_val_t alignment) {
  const auto boundary = static_cast<size_t>(alignment);
  const auto rounded = (size + boundary - 1) / boundary * boundary;
  return allocate_or_throw([=]() -> void* {
    if (rounded < size) return nullptr;
    return std::aligned_alloc(boundary, rounded == 0 ? boundary : rounded);
  });
}
[[gnu::weak]] void* operator new(size_t size, align_val_t alignment, const nothrow_t&) noexcept {
  return allocate_or_null([=] { return ::operator new(size, alignment); });
}
[[gnu::weak]] void* operator new[](size_t size, align_val_t alignment) {
  return ::operator new(size, alignment);
}
[[gnu::weak]] void* operator new[](size_t size, align_val_t alignment, const nothrow_t&) noexcept {
  return allocate_or_null([=] { return ::operator new[](size, alignment); });
}

[[gnu::weak]] void operator delete(void* memory, align_val_t) noexcept { std::free(memory); }
[[gnu::weak]] void operator delete(void* memory, size_t, align_val_t alignment) noexcept {
  ::operator delete(memory, alignment);
}
[[gnu::weak]] void operator delete(void* memory, align_val_t alignment, const nothrow_t&) noexcept {
  ::operator delete(memory, alignment);
}
[[gnu::weak]] void operator delete[](void* memory, align_val_t alignment) noexcept {
  ::operator delete(memory, alignment);
}
[[gnu::weak]] void operator delete[](void* memory, size_t, align_val_t alignment) noexcept {
  ::operator delete[](memory, alignment);
}
[[gnu::weak]] void operator delete[](void* memory, align_val_t alignment,
                                     const nothrow_t&) noexcept {
  ::operator delete[](memory, alignment);
}
