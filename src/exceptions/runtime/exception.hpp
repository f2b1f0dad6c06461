// SPDX-License-Identifier: Apache-2.0
// src/exceptions/runtime/exception.hpp: what the parts of the exception runtime share
#pragma once
#include <se2/detail/global.hpp>

#include <cstddef>
#include <typeinfo>

namespace __cxxabiv1 {
struct __cxa_exception;
}

/// What the wasm tag carries a pointer to; the ABI gives the name, we the members. The thrown
/// object follows at once: compiled code that catches a pointer by reference looks for it 32 bytes
/// behind.
struct alignas(16) __cxxabiv1::__cxa_exception {
  /// Destructors return `this` on wasm32.
  using destructor = void* (*)(void*);

  __cxa_exception* primary;  // itself, or the one whose object std::rethrow_exception threw again
  std::size_t references;    // of the primary: handlers and std::exception_ptr
  const std::type_info* type;
  destructor destroy;
  __cxa_exception* next_caught;
  int handlers;    // how many catch blocks of this exception run; negative while it is rethrown
  void* adjusted;  // the object as the catch clause that was chosen sees it
  void* padding;

  void* object() { return primary + 1; }
  static __cxa_exception* of(void* object) { return static_cast<__cxa_exception*>(object) - 1; }
};

namespace se2::exceptions {

using exception = __cxxabiv1::__cxa_exception;
using destructor = exception::destructor;
static_assert(sizeof(exception) == 32);

/// The exceptions of the run in progress.
namespace current {
inline SE2_DETAIL_GLOBAL(exception*) caught;  // what is being handled, innermost first
inline SE2_DETAIL_GLOBAL(exception*) thrown;  // what was thrown last, until it is caught
inline SE2_DETAIL_GLOBAL(unsigned) uncaught;  // how many exceptions are on their way
inline SE2_DETAIL_GLOBAL(unsigned) reserved;  // a bit for each whose memory is not malloc's
}  // namespace current

/// Memory for an exception and an object of `size` bytes, zeroed; ends the run when there is none.
exception* allocate(std::size_t size) noexcept;
void deallocate(exception* thrown) noexcept;
[[noreturn]] void raise(exception* thrown);
/// One owner less; the last one destroys the object.
void release(exception* primary) noexcept;

/// Whether `catch (wanted)` takes a `thrown`; if so `object` becomes what the handler sees.
bool matches(const std::type_info& wanted, const std::type_info& thrown, void*& object);

}  // namespace se2::exceptions

extern "C" {
/// The exception being handled in words: what() of a std::exception, else its type. Without one:
/// "std::terminate was called". Valid until the exception goes or the next call.
const char* se2_exception_text() noexcept;

/// The object of the exception being handled as `catch (type&)` sees it; null where that clause
/// would not take it. `type` is a class.
void* se2_exception_as(const std::type_info* type) noexcept;

/// Forgets what was thrown in a run that a trap cut short; called as each run starts.
void se2_exception_reset() noexcept;

/// Ends the run with `text` as its error; the plugin's core defines it.
[[noreturn]] void se2_guest_abort(const char* text, std::size_t size);
}
