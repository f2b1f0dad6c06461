// SPDX-License-Identifier: Apache-2.0
// tests/fuzz/exceptions/harness.cpp: runs the generated programs, as exports or natively
//
// Natively, prints a line for each program and argument from 0 to that of the command line: 0, or 1
// where std::terminate was called, then the trace.
#include "harness.hpp"

namespace {

constexpr int most_notes = 4096;
constexpr int most_calls = 300;

struct record {
  int size;
  int notes[most_notes];
};
record* trace;
int calls_left;

int run_guarded(int index, int argument) {
  try {
    return programs[index](argument);
  } catch (...) {
    note(9);
    return -1;
  }
}

}  // namespace

void note(int value) {
  if (trace->size == most_notes) std::abort();
  trace->notes[trace->size++] = value;
}

bool spend() { return calls_left-- > 0; }

#ifdef __wasm__

namespace {
record own_trace;
}

extern "C" {

/// Of the runtime: forgets what a run that was cut short had thrown.
void se2_exception_reset() noexcept;

[[clang::import_module("env"), clang::import_name("report")]] void report(const char* text,
                                                                          std::size_t size);

/// What the core of a plugin defines: reports why the run ended, and traps.
[[noreturn]] void se2_guest_abort(const char* text, std::size_t size) {
  report(text, size);
  __builtin_trap();
}

[[clang::export_name("count")]] int count() { return program_count; }

[[clang::export_name("begin")]] const record* begin() {
  se2_exception_reset();
  own_trace.size = 0;
  trace = &own_trace;
  calls_left = most_calls;
  return trace;
}

/// What is thrown and not caught comes back as -1.
[[clang::export_name("run")]] int run(int index, int argument) {
  return run_guarded(index, argument);
}

/// What is thrown and not caught leaves the module, or ends the run.
[[clang::export_name("run_bare")]] int run_bare(int index, int argument) {
  return programs[index](argument);
}

}  // extern "C"

#else

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>

int main(int, char** words) {
  void* const shared =
      mmap(nullptr, sizeof(record), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED) return 2;
  trace = static_cast<record*>(shared);
  const int arguments = std::atoi(words[1]);
  for (int index = 0; index < program_count; ++index) {
    for (int argument = 0; argument < arguments; ++argument) {
      trace->size = 0;
      calls_left = most_calls;
      std::fflush(stdout);
      const pid_t child = fork();
      if (child == 0) {
        std::set_terminate([] { _exit(1); });
        note(run_guarded(index, argument));
        _exit(0);
      }
      int status = 0;
      if (child < 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status)) {
        std::fprintf(stderr, "program %d, argument %d: crashed\n", index, argument);
        return 2;
      }
      std::printf("%d", WEXITSTATUS(status));
      for (int at = 0; at < trace->size; ++at) std::printf(" %d", trace->notes[at]);
      std::printf("\n");
    }
  }
}

#endif
