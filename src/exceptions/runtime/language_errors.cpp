// SPDX-License-Identifier: Apache-2.0
// src/exceptions/runtime/language_errors.cpp: what dynamic_cast, typeid and new[] throw
#include <new>
#include <typeinfo>

extern "C" {
[[gnu::weak, noreturn]] void __cxa_bad_cast() { throw std::bad_cast(); }
[[gnu::weak, noreturn]] void __cxa_bad_typeid() { throw std::bad_typeid(); }
[[gnu::weak, noreturn]] void __cxa_throw_bad_array_new_length() {
  throw std::bad_array_new_length();
}
}
