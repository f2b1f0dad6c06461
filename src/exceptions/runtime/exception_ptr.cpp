// SPDX-License-Identifier: Apache-2.0
// src/exceptions/runtime/exception_ptr.cpp: what std::exception_ptr is made of
#include "exception.hpp"

namespace current = se2::exceptions::current;
using se2::exceptions::exception;

extern "C" {

[[gnu::weak]] void __cxa_increment_exception_refcount(void* object) noexcept {
  if (object != nullptr) ++exception::of(object)->references;
}

[[gnu::weak]] void __cxa_decrement_exception_refcount(void* object) noexcept {
  if (object != nullptr) se2::exceptions::release(exception::of(object));
}

[[gnu::weak]] void* __cxa_current_primary_exception() noexcept {
  if (current::caught == nullptr) return nullptr;
  ++current::caught->primary->references;
  return current::caught->object();
}

// Each rethrow gets an exception of its own, so that one object can be in several handlers.
[[gnu::weak]] void __cxa_rethrow_primary_exception(void* object) {
  if (object == nullptr) return;
  auto* const primary = exception::of(object);
  auto* const thrown = se2::exceptions::allocate(0);
  thrown->primary = primary;
  thrown->type = primary->type;
  ++primary->references;
  se2::exceptions::raise(thrown);
}

}  // extern "C"
