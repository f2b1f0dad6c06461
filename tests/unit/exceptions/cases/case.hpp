// SPDX-License-Identifier: Apache-2.0
// tests/unit/exceptions/cases/case.hpp: what a file of cases needs to be one
#pragma once
#include <cstddef>
#include <string>

namespace exception_cases {

/// One behaviour of exceptions; `name` says which, `holds` whether it is as the language has it.
struct test_case {
  const char* name;
  bool (*holds)();
};

/// The cases of one file; its constructor adds them to those that the harness runs.
class group {
 public:
  template <std::size_t Count>
  explicit group(const test_case (&cases)[Count]) : cases_(cases), count_(Count), next_(first) {
    first = this;
  }
  /// Case `index` of all groups; null past the last.
  static const test_case* find(std::size_t index) {
    for (const group* at = first; at != nullptr; at = at->next_) {
      if (index < at->count_) return at->cases_ + index;
      index -= at->count_;
    }
    return nullptr;
  }

 private:
  static inline const group* first = nullptr;
  const test_case* cases_;
  std::size_t count_;
  const group* next_;
};

/// `value`, which the compiler can then not know.
[[gnu::noinline]] inline int opaque(int value) {
  asm volatile("" : "+r"(value));
  return value;
}

/// Throws `value` unless it is 0.
[[gnu::noinline]] inline void throw_int(int value) {
  if (opaque(value) != 0) throw value;
}

/// Letters of the objects that were destroyed, in order, and whatever else a case adds.
inline std::string trace;

struct traced {
  char letter;
  explicit traced(char letter) : letter(letter) {}
  traced(const traced&) = default;
  traced& operator=(const traced&) = default;
  ~traced() { trace += letter; }
};

/// How many of these exist.
struct counted {
  static inline int alive = 0;
  counted() { ++alive; }
  counted(const counted&) { ++alive; }
  counted& operator=(const counted&) = default;
  ~counted() { --alive; }
};

}  // namespace exception_cases
