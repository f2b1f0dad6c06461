// SPDX-License-Identifier: Apache-2.0
// src/exceptions/runtime/barrier.cpp: ends the run where an exception would enter C code
//
// A file of its own: only plugins that are linked with C code ask for it, by -u.
#include "exception.hpp"

#include <cstring>
#include <exception>

using se2::exceptions::exception;

extern "C" {

void* __cxa_begin_catch(exception* thrown) noexcept;

// Where an exception would enter C code, the post-link pass calls this with --barrier.
[[gnu::weak, clang::export_name("se2_exception_barrier")]] void se2_exception_barrier(
    exception* thrown) {
  __cxa_begin_catch(thrown);
  if (const auto handler = std::get_terminate()) handler();
  static char text[400] = "a C++ exception came to C code, through which none passes: ";
  std::strncat(text, se2_exception_text(), sizeof text - 1 - std::strlen(text));
  se2_guest_abort(text, std::strlen(text));
}

}  // extern "C"
