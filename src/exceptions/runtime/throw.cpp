// SPDX-License-Identifier: Apache-2.0
// src/exceptions/runtime/throw.cpp: makes, throws and frees exceptions
#include "exception.hpp"

#include <cstdlib>
#include <exception>
#include <new>

namespace se2::exceptions {
namespace {

// Out of memory is thrown too, also while the object of another exception is made: two exceptions
// fit here when malloc has nothing left.
struct alignas(16) slot {
  char bytes[256];
};
slot reserve[2];

slot* take_slot(std::size_t size) {
  if (size > sizeof(slot) || current::reserved == 3) return nullptr;
  const unsigned taken = current::reserved & 1;  // the first one
  current::reserved |= 1 + taken;
  return &reserve[taken];
}

}  // namespace

[[gnu::weak]] exception* allocate(std::size_t size) noexcept {
  size += sizeof(exception);
  void* memory = std::malloc(size);
  if (memory == nullptr) memory = take_slot(size);
  if (memory == nullptr) std::terminate();
  auto* const made = new (memory) exception{};
  made->primary = made;
  return made;
}

[[gnu::weak]] void deallocate(exception* thrown) noexcept {
  for (unsigned i = 0; i < 2; ++i) {
    if (static_cast<void*>(thrown) != &reserve[i]) continue;
    current::reserved &= ~(1u << i);
    return;
  }
  std::free(thrown);
}

[[gnu::weak]] void raise(exception* thrown) {
  ++current::uncaught;
  current::thrown = thrown;
  thrown->adjusted = thrown->object();
  __builtin_wasm_throw(0, thrown);
}

[[gnu::weak]] void release(exception* primary) noexcept {
  if (--primary->references != 0) return;
  if (primary->destroy != nullptr) primary->destroy(primary->object());
  deallocate(primary);
}

}  // namespace se2::exceptions

using se2::exceptions::destructor;
using se2::exceptions::exception;

extern "C" {

[[gnu::weak]] void* __cxa_allocate_exception(std::size_t size) noexcept {
  return se2::exceptions::allocate(size)->object();
}

[[gnu::weak]] void __cxa_free_exception(void* object) noexcept {
  se2::exceptions::deallocate(exception::of(object));
}

[[gnu::weak]] exception* __cxa_init_primary_exception(void* object, std::type_info* type,
                                                      destructor destroy) noexcept {
  auto* const made = exception::of(object);
  made->type = type;
  made->destroy = destroy;
  return made;
}

[[gnu::weak, noreturn]] void __cxa_throw(void* object, std::type_info* type, destructor destroy) {
  auto* const thrown = __cxa_init_primary_exception(object, type, destroy);
  thrown->references = 1;
  se2::exceptions::raise(thrown);
}

}  // extern "C"
