// SPDX-License-Identifier: Apache-2.0
// se2/abi/runtime.hpp: start-up, the shadow stack, and the hooks that turn an abort into a reply
#pragma once

#include <se2/execution.hpp>

#include <cstdarg>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <new>
#include <string_view>

// A test program (SE2_TESTING) is started and ended by libc, also as wasm.
#if defined(__wasm__) && !defined(SE2_TESTING)

extern "C" {
void __wasm_call_ctors();            // by wasm-ld: the static constructors
extern constinit char __stack_high;  // by wasm-ld: where the shadow stack starts, growing down
}

namespace se2::abi {

/// Runs the static constructors. Referring to `__wasm_call_ctors` also keeps wasm-ld from wrapping
/// every export in constructor and destructor calls. Destructors never run: no host ends a module.
inline void construct() { __wasm_call_ctors(); }

/// Puts the shadow stack pointer where every call by the host starts. A trap leaves it where it
/// was, and hosts reuse trapped instances. Only for functions without a stack frame.
[[gnu::always_inline]] inline void reset_stack() {
  __asm__ volatile("local.get %0\n\tglobal.set __stack_pointer" : : "r"(&__stack_high));
}

/// Whether the bytes lie in memory, which ends below 2 GiB: those of a negative size do not.
inline bool is_addressable(const void* data, std::int32_t size) {
  if (data == nullptr && size != 0) return false;
  const std::uint64_t begin = reinterpret_cast<std::uintptr_t>(data);
  const std::uint64_t pages = __builtin_wasm_memory_size(0);
  return begin + static_cast<std::uint32_t>(size) <= pages << 16;
}

/// Ends the run with a text that needs no repair, and traps. The host keeps an error that came
/// before a trap.
[[noreturn]] inline void die(const char* text, std::size_t size) {
  detail::run::fail(500, text, size);
  __builtin_trap();
}
template <std::size_t Size>
[[noreturn]] void die(const char (&text)[Size]) {
  die(text, Size - 1);
}

/// Room for a text that is made without a heap.
using short_text = char[500];

/// Writes `format` with each `%s` expanded, and answers the size; what is too long is cut. Other
/// conversions, all of int size, are left out.
inline std::size_t expand(short_text& out, const char* format, va_list values) {
  std::size_t size = 0;
  const char* resume = nullptr;  // in the format, after the value that is being written
  for (const char* next = format;;) {
    if (*next == '%' && resume == nullptr) {
      resume = next + 2;
      next = next[1] == 's' ? va_arg(values, const char*) : (va_arg(values, int), "");
    } else if (*next != '\0') {
      if (size < sizeof out) out[size++] = *next;
      ++next;
    } else if (resume != nullptr) {
      next = resume;
      resume = nullptr;
    } else {
      return size;
    }
  }
}

}  // namespace se2::abi

// The hooks. What libc, libc++ and the compiler call when a program can't go on replies to the host
// and traps. They are weak, so an author's own definition in another file wins; being there, they
// keep the libraries' versions, and with them stdio and its WASI imports, out of the link.
#define SE2_DETAIL_HOOK __attribute__((weak))
#define SE2_DETAIL_NORETURN __attribute__((noreturn))

extern "C" {

/// The end of a run that can't go on: `text` becomes its error 500 where it has not replied.
SE2_DETAIL_HOOK SE2_DETAIL_NORETURN void se2_guest_abort(const char* text, std::size_t size) {
  if (auto* const run = se2::execution::current()) run->fail(500, {text, size});
  __builtin_trap();
}

SE2_DETAIL_HOOK SE2_DETAIL_NORETURN void abort() { se2::abi::die("abort() was called"); }
SE2_DETAIL_HOOK SE2_DETAIL_NORETURN void _Exit(int) { se2::abi::die("exit() was called"); }
SE2_DETAIL_HOOK SE2_DETAIL_NORETURN void _exit(int) { se2::abi::die("_exit() was called"); }

SE2_DETAIL_HOOK SE2_DETAIL_NORETURN void abort_message(const char* format, ...) {
  va_list values;
  va_start(values, format);
  se2::abi::short_text text;
  se2_guest_abort(text, se2::abi::expand(text, format, values));
}

SE2_DETAIL_HOOK SE2_DETAIL_NORETURN void __assert_fail(const char* expression, const char* file,
                                                       int line, const char* /*function*/) {
  char digits[12] = {};
  abort_message("assertion failed: %s, %s:%s", expression, file,
                se2::detail::write_decimal(std::end(digits) - 1, line));
}

SE2_DETAIL_HOOK SE2_DETAIL_NORETURN void __cxa_pure_virtual() {
  se2::abi::die("pure virtual function called");
}

// Nothing is registered: destructors of static objects never run.
SE2_DETAIL_HOOK int __cxa_atexit(void (*)(void*), void*, void*) { return 0; }

// Some compiler-rt builtins are built with stack protection, which wasi-libc has not.
SE2_DETAIL_HOOK extern std::uintptr_t __stack_chk_guard;
SE2_DETAIL_HOOK constinit std::uintptr_t __stack_chk_guard = 0x5e2c0de;
SE2_DETAIL_HOOK SE2_DETAIL_NORETURN void __stack_chk_fail() {
  se2::abi::die("stack overflow in a buffer");
}

}  // extern "C"

// With exceptions these throw; the exception runtime (src/exceptions) defines them.
#if !defined(__cpp_exceptions)

_LIBCPP_BEGIN_NAMESPACE_STD
SE2_DETAIL_HOOK SE2_DETAIL_NORETURN void __libcpp_verbose_abort(const char* format, ...) noexcept(
    noexcept(std::__libcpp_verbose_abort(""))) {
  va_list values;
  va_start(values, format);
  se2::abi::short_text text;
  se2::abi::die(text, se2::abi::expand(text, format, values));
}
_LIBCPP_END_NAMESPACE_STD

SE2_DETAIL_HOOK void* operator new(std::size_t size) {
  if (void* const block = std::malloc(size != 0 ? size : 1)) return block;
  se2::abi::die("out of memory");
}
SE2_DETAIL_HOOK void* operator new(std::size_t size, std::align_val_t alignment) {
  const auto step = static_cast<std::size_t>(alignment);
  const std::size_t room = (size + step) & ~(step - 1);
  void* const block = room > size ? std::aligned_alloc(step, room) : nullptr;
  if (block != nullptr) return block;
  se2::abi::die("out of memory");
}
SE2_DETAIL_HOOK void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  return std::malloc(size != 0 ? size : 1);
}
SE2_DETAIL_HOOK void* operator new[](std::size_t size) { return ::operator new(size); }
SE2_DETAIL_HOOK void* operator new[](std::size_t size, std::align_val_t alignment) {
  return ::operator new(size, alignment);
}
SE2_DETAIL_HOOK void* operator new[](std::size_t size, const std::nothrow_t& tag) noexcept {
  return ::operator new(size, tag);
}

SE2_DETAIL_HOOK void operator delete(void* block) noexcept { std::free(block); }
SE2_DETAIL_HOOK void operator delete(void* block, std::size_t) noexcept { std::free(block); }
SE2_DETAIL_HOOK void operator delete(void* block, std::align_val_t) noexcept { std::free(block); }
SE2_DETAIL_HOOK void operator delete(void* block, std::size_t, std::align_val_t) noexcept {
  std::free(block);
}
SE2_DETAIL_HOOK void operator delete[](void* block) noexcept { std::free(block); }
SE2_DETAIL_HOOK void operator delete[](void* block, std::size_t) noexcept { std::free(block); }
SE2_DETAIL_HOOK void operator delete[](void* block, std::align_val_t) noexcept { std::free(block); }
SE2_DETAIL_HOOK void operator delete[](void* block, std::size_t, std::align_val_t) noexcept {
  std::free(block);
}

#endif

#undef SE2_DETAIL_NORETURN
#undef SE2_DETAIL_HOOK

#else

namespace se2::abi {

inline void construct() {}
inline bool is_addressable(const void* data, std::int32_t size) {
  return data != nullptr ? size >= 0 : size == 0;
}

}  // namespace se2::abi

#endif
