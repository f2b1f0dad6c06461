// SPDX-License-Identifier: Apache-2.0
// src/exceptions/runtime/describe.cpp: the exception being handled, in words
#include "exception.hpp"

#include <exception>

namespace {

namespace current = se2::exceptions::current;

/// Text cut to fit its buffer, always terminated.
class text {
 public:
  void restart() { used_ = 0; }
  void add(const char* more, std::size_t size) {
    for (; size != 0 && used_ < sizeof characters_ - 1; --size) characters_[used_++] = *more++;
    characters_[used_] = '\0';
  }
  void add(const char* more) { add(more, __builtin_strlen(more)); }
  [[nodiscard]] const char* characters() const { return characters_; }

 private:
  std::size_t used_;
  char characters_[160];
};

bool is_digit(char character) { return '0' <= character && character <= '9'; }

/// Letter and name of the fundamental types.
constexpr char fundamental_names[] =
    "vvoid\0bbool\0cchar\0asigned char\0hunsigned char\0wwchar_t\0sshort\0tunsigned short\0"
    "iint\0junsigned int\0llong\0munsigned long\0xlong long\0yunsigned long long\0"
    "ffloat\0ddouble\0elong double\0";

bool add_fundamental(text& out, char letter) {
  for (const char* name = fundamental_names; *name != '\0'; name += __builtin_strlen(name) + 1) {
    if (*name != letter) continue;
    out.add(name + 1);
    return true;
  }
  return false;
}

/// Names of classes, fundamental types and pointers to them; false for what is not one of these.
bool add_type_name(text& out, const char* mangled) {
  if (*mangled == 'P' || *mangled == 'K') {
    if (!add_type_name(out, mangled + 1)) return false;
    out.add(*mangled == 'P' ? "*" : " const");  // where the demangler of native builds has it
    return true;
  }
  if (mangled[1] == '\0') return add_fundamental(out, *mangled);

  const bool nested = *mangled == 'N';
  if (nested) ++mangled;
  const char* separator = "";
  if (mangled[0] == 'S' && mangled[1] == 't') {
    out.add("std");
    separator = "::";
    mangled += 2;
  }
  while (is_digit(*mangled)) {
    std::size_t size = 0;
    while (is_digit(*mangled)) size = size * 10 + static_cast<std::size_t>(*mangled++ - '0');
    if (mangled[0] != '_' || mangled[1] != '_') {  // libc++'s inline namespaces go unsaid
      out.add(separator);
      out.add(mangled, size);
      separator = "::";
    }
    mangled += size;
  }
  if (*mangled == 'I') {
    out.add("<...>");
    return true;
  }
  return *mangled == (nested ? 'E' : '\0');
}

}  // namespace

extern "C" {

[[gnu::weak]] void* se2_exception_as(const std::type_info* type) noexcept {
  auto* const caught = current::caught;
  if (caught == nullptr) return nullptr;
  void* object = caught->object();
  return se2::exceptions::matches(*type, *caught->type, object) ? object : nullptr;
}

[[gnu::weak]] const char* se2_exception_text() noexcept {
  auto* const caught = current::caught;
  if (caught == nullptr) return "std::terminate was called";
  if (void* const object = se2_exception_as(&typeid(std::exception)))
    return static_cast<const std::exception*>(object)->what();

  static text description;
  const auto begin = [] {
    description.restart();
    description.add("uncaught exception of type ");
  };
  const char* const mangled = caught->type->name();
  begin();
  if (!add_type_name(description, mangled)) {
    begin();
    description.add(mangled);
  }
  return description.characters();
}

}  // extern "C"
