// SPDX-License-Identifier: Apache-2.0
// src/exceptions/runtime/catch.cpp: enters and leaves catch blocks, and rethrows from them
#include "exception.hpp"

#include <exception>

namespace current = se2::exceptions::current;
using se2::exceptions::exception;

extern "C" {

[[gnu::weak]] void* __cxa_get_exception_ptr(exception* thrown) noexcept { return thrown->adjusted; }

[[gnu::weak]] void* __cxa_begin_catch(exception* thrown) noexcept {
  thrown->handlers = (thrown->handlers < 0 ? -thrown->handlers : thrown->handlers) + 1;
  if (current::caught != thrown) {
    thrown->next_caught = current::caught;
    current::caught = thrown;
  }
  --current::uncaught;
  current::thrown = nullptr;
  return thrown->adjusted;
}

[[gnu::weak]] void __cxa_end_catch() {
  auto* const caught = current::caught;
  const bool lives_on = caught->handlers < 0;  // it was rethrown, whoever handled it
  caught->handlers += lives_on ? 1 : -1;
  if (caught->handlers != 0) return;
  current::caught = caught->next_caught;
  if (lives_on) return;
  auto* const primary = caught->primary;
  if (primary != caught) se2::exceptions::deallocate(caught);
  se2::exceptions::release(primary);
}

[[gnu::weak, noreturn]] void __cxa_rethrow() {
  auto* const caught = current::caught;
  if (caught == nullptr) std::terminate();
  caught->handlers = -caught->handlers;
  se2::exceptions::raise(caught);
}

[[gnu::weak]] std::type_info* __cxa_current_exception_type() noexcept {
  return current::caught == nullptr ? nullptr : const_cast<std::type_info*>(current::caught->type);
}

[[gnu::weak]] unsigned __cxa_uncaught_exceptions() noexcept { return current::uncaught; }
[[gnu::weak]] bool __cxa_uncaught_exception() noexcept { return current::uncaught != 0; }

}  // extern "C"
