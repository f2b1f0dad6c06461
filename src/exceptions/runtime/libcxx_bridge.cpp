// SPDX-License-Identifier: Apache-2.0
// src/exceptions/runtime/libcxx_bridge.cpp: throws for a libc++.a that was built without exceptions
//
// Such a libc++.a calls __libcpp_verbose_abort("X was thrown in -fno-exceptions mode ...") where it
// would throw X. The frames of libc++.a in between run no destructors: what they hold leaks.
#include "exception.hpp"

#include <cstdarg>
#include <cstdint>
#include <cstring>
#include <new>
#include <stdexcept>
#include <typeinfo>

extern "C" {
void* __cxa_allocate_exception(std::size_t size) noexcept;
[[noreturn]] void __cxa_throw(void* object, std::type_info* type,
                              se2::exceptions::destructor destroy);
}

namespace se2::exceptions {

/// A vtable: the type before its address point.
struct vtable {
  std::ptrdiff_t offset_to_top;
  std::type_info* type;
  const void* functions[3];
};
#define SE2_VTABLE(name, symbol) extern const vtable name __asm__(symbol)
SE2_VTABLE(length_error, "_ZTVSt12length_error");
SE2_VTABLE(out_of_range, "_ZTVSt12out_of_range");
SE2_VTABLE(invalid_argument, "_ZTVSt16invalid_argument");
SE2_VTABLE(overflow_error, "_ZTVSt14overflow_error");
SE2_VTABLE(runtime_error, "_ZTVSt13runtime_error");
SE2_VTABLE(bad_alloc, "_ZTVSt9bad_alloc");
SE2_VTABLE(bad_array_new_length, "_ZTVSt20bad_array_new_length");
SE2_VTABLE(bad_cast, "_ZTVSt8bad_cast");
#undef SE2_VTABLE

namespace {

// All that libc++.a throws. Those with a message are laid out as std::runtime_error is; ones that
// are not here, system_error and ios_base::failure, arrive as std::runtime_error.
constexpr const vtable* thrown[] = {&bad_alloc,     &bad_array_new_length, &bad_cast,
                                    &length_error,  &out_of_range,         &invalid_argument,
                                    &overflow_error};

/// Whether the report begins with the name of the type, which is mangled St<length><name>.
bool names(const char* report, const vtable* candidate) {
  const char* name = candidate->type->name() + 2;
  while (*name <= '9') ++name;
  while (*name != '\0' && *name == *report) ++name, ++report;
  return *name == '\0' && *report == ' ';
}

/// The type that the report begins with; null where it is none of them.
const vtable* type_in(const char* report) {
  for (const vtable* candidate : thrown) {
    if (names(report, candidate)) return candidate;
  }
  return nullptr;
}

void* destroy_message(void* thrown) {
  static_cast<std::runtime_error*>(thrown)->std::runtime_error::~runtime_error();
  return thrown;
}

/// Throws one with a message, or without where that is null.
[[noreturn]] void throw_as(const vtable* dynamic_type, const char* message) {
  void* const object = __cxa_allocate_exception(sizeof(std::runtime_error));
  if (message != nullptr) new (object) std::runtime_error(message);
  *static_cast<const void**>(object) = static_cast<const void*>(dynamic_type->functions);
  __cxa_throw(object, dynamic_type->type, message != nullptr ? destroy_message : nullptr);
}

}  // namespace
}  // namespace se2::exceptions

// The asm label keeps the declaration in libc++'s headers, noexcept in some versions, out of this.
#define SE2_TEXT_OF(macro) SE2_TEXT(macro)
#define SE2_TEXT(tokens) #tokens
[[noreturn]] void se2_verbose_abort(const char* format, ...) __asm__(
    "_ZNSt3" SE2_TEXT_OF(_LIBCPP_ABI_NAMESPACE) "22__libcpp_verbose_abortEPKcz");
[[gnu::weak]] void se2_verbose_abort(const char* format, ...) {
  using namespace se2::exceptions;
  const char* argument = format;
  while (*argument != '\0' && *argument != '%') ++argument;
  const char* message = nullptr;
  if (*argument != '\0') {
    std::va_list arguments;
    va_start(arguments, format);
    if (argument[1] == 'i') va_arg(arguments, int);  // the code of a system_error
    message = va_arg(arguments, const char*);
  }
  const vtable* type = type_in(format);
  if (type == nullptr) {
    if (message == nullptr) message = argument = format;
    if (argument == format) se2_guest_abort(message, std::strlen(message));  // a failed assertion
    type = &runtime_error;
  }
  throw_as(type, message);
}
