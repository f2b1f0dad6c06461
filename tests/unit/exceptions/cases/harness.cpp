// SPDX-License-Identifier: Apache-2.0
// tests/unit/exceptions/cases/harness.cpp: the exports that the runners call
#include "case.hpp"

#include <cstdint>
#include <exception>
#include <stdexcept>

using exception_cases::group;
using exception_cases::throw_int;

extern "C" {

[[clang::import_module("env"), clang::import_name("report")]] void report(const char* text,
                                                                          std::size_t size);

/// What the core of a plugin defines: reports why the run ended, and traps.
[[noreturn]] void se2_guest_abort(const char* text, std::size_t size) {
  report(text, size);
  __builtin_trap();
}

// Debian's compiler-rt asks for these, its wasi-libc has them not; std::format needs both.
[[gnu::weak]] std::uintptr_t __stack_chk_guard = 0x5e2c0de;
[[gnu::weak, noreturn]] void __stack_chk_fail() { __builtin_trap(); }

/// Of the runtime: forgets what a run that was cut short had thrown.
void se2_exception_reset() noexcept;

/// What the core of a plugin does first in each run; runners call it before each case.
[[clang::export_name("begin_run")]] void begin_run() { se2_exception_reset(); }

[[clang::export_name("case_name")]] const char* case_name(std::size_t index) {
  const auto* const found = group::find(index);
  return found == nullptr ? nullptr : found->name;
}

/// Whether case `index` holds; an exception that it lets out ends the run.
[[clang::export_name("run_case")]] bool run_case(std::size_t index) {
  return group::find(index)->holds();
}

// Ways to end a run. Each is called on its own; the runner knows what must be reported.

[[clang::export_name("end_by_uncaught_int")]] void end_by_uncaught_int() { throw_int(7); }

[[clang::export_name("end_by_uncaught_exception")]] void end_by_uncaught_exception() {
  throw std::out_of_range("nothing at 9");
}

[[clang::export_name("end_by_uncaught_text")]] void end_by_uncaught_text() { throw "a text"; }

[[clang::export_name("end_by_uncaught_string")]] void end_by_uncaught_string() {
  throw std::string("a string");
}

[[clang::export_name("end_by_uncaught_group")]] void end_by_uncaught_group() {
  throw exception_cases::counted();
}

static void never_throws(int value) noexcept { throw_int(value); }

[[clang::export_name("end_by_noexcept")]] void end_by_noexcept() {
  try {
    never_throws(5);
  } catch (int) {
    // The function promised: the run has ended before.
  }
}

[[clang::export_name("end_by_terminate")]] void end_by_terminate() { std::terminate(); }

[[clang::export_name("end_by_rethrow_of_nothing")]] void end_by_rethrow_of_nothing() { throw; }

[[clang::export_name("end_by_trap_in_handler")]] void end_by_trap_in_handler() {
  try {
    throw_int(1);
  } catch (int) {
    __builtin_trap();
  }
}

}  // extern "C"
