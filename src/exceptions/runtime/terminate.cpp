// SPDX-License-Identifier: Apache-2.0
// src/exceptions/runtime/terminate.cpp: std::terminate and std::set_terminate without stdio
#include "exception.hpp"

#include <cstring>
#include <exception>

namespace current = se2::exceptions::current;
using se2::exceptions::exception;

extern "C" void* __cxa_begin_catch(exception* thrown) noexcept;

namespace {
constinit std::terminate_handler handler = nullptr;
}

namespace std {

[[gnu::weak]] terminate_handler get_terminate() noexcept { return handler; }

[[gnu::weak]] terminate_handler set_terminate(terminate_handler replacement) noexcept {
  const auto previous = handler;
  handler = replacement;
  return previous;
}

[[gnu::weak, noreturn]] void terminate() noexcept {
  // A noexcept function that is left ends here, and does not say by which exception.
  if (current::thrown != nullptr) __cxa_begin_catch(current::thrown);
  if (handler != nullptr) handler();
  const char* const text = se2_exception_text();
  se2_guest_abort(text, std::strlen(text));
}

}  // namespace std

extern "C" {

// Where an exception would leave the module, the post-link pass calls this instead.
[[gnu::weak, clang::export_name("se2_exception_uncaught")]] void se2_exception_uncaught(
    exception* thrown) {
  __cxa_begin_catch(thrown);
  std::terminate();
}

}  // extern "C"
