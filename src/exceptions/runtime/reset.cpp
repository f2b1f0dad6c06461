// SPDX-License-Identifier: Apache-2.0
// src/exceptions/runtime/reset.cpp: forgets the exceptions of a run that a trap cut short
//
// A file of its own: each run calls it, and where nothing throws that brings in nothing else.
#include "exception.hpp"

namespace current = se2::exceptions::current;

extern "C" [[gnu::weak]] void se2_exception_reset() noexcept {
  current::caught = nullptr;
  current::thrown = nullptr;
  current::uncaught = 0;
  current::reserved = 0;
}
