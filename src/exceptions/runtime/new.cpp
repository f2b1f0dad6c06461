// SPDX-License-Identifier: Apache-2.0
// src/exceptions/runtime/new.cpp: operator new and delete; libc++'s own may be unable to throw
#include "new.hpp"

#include <cstdlib>

using se2::exceptions::allocate_or_null;
using se2::exceptions::allocate_or_throw;

namespace {
constinit std::new_handler handler = nullptr;
}

namespace std {

[[gnu::weak]] new_handler get_new_handler() noexcept { return handler; }

[[gnu::weak]] new_handler set_new_handler(new_handler replacement) noexcept {
  const auto previous = handler;
  handler = replacement;
  return previous;
}

}  // namespace std

[[gnu::weak]] void* operator new(std::size_t size) {
  return allocate_or_throw([=] { return std::malloc(size == 0 ? 1 : size); });
}
[[gnu::weak]] void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  return allocate_or_null([=] { return ::operator new(size); });
}
[[gnu::weak]] void* operator new[](std::size_t size) { return ::operator new(size); }
[[gnu::weak]] void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
  return allocate_or_null([=] { return ::operator new[](size); });
}

[[gnu::weak]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::weak]] void operator delete(void* memory, std::size_t) noexcept {
  ::operator delete(memory);
}
[[gnu::weak]] void operator delete(void* memory, const std::nothrow_t&) noexcept {
  ::operator delete(memory);
}
[[gnu::weak]] void operator delete[](void* memory) noexcept { ::operator delete(memory); }
[[gnu::weak]] void operator delete[](void* memory, std::size_t) noexcept {
  ::operator delete[](memory);
}
[[gnu::weak]] void operator delete[](void* memory, const std::nothrow_t&) noexcept {
  ::operator delete[](memory);
}
