// SPDX-License-Identifier: Apache-2.0
// tests/unit/debug/traps.cpp: traps in the ways there are, each on a line that says which it is
#include <se2/plugin.hpp>

#include <string>

namespace {

volatile int zero = 0;
volatile int* const nowhere = reinterpret_cast<volatile int*>(0x7ffc0000);

[[gnu::noinline]] int divide(int number) {
  return number / zero;  // line of: divide
}

[[gnu::noinline]] int read_far(int index) {
  return nowhere[index];  // line of: read
}

[[gnu::noinline]] int recurse(int depth) {
  volatile char room[1024];
  room[0] = static_cast<char>(depth);
  return recurse(depth + 1) + room[0];  // line of: recurse
}

[[gnu::noinline]] int stop(int number) {
  if (number > 1) __builtin_trap();  // line of: stop
  return number;
}

#if __cpp_exceptions
// The exception pass moves all of this.
[[gnu::noinline]] int thrown(int number) {
  if (number > 1) throw std::to_string(number);
  return number;
}

[[gnu::noinline]] int caught(int number) {
  try {
    return thrown(number);
  } catch (const std::string& text) {
    return divide(static_cast<int>(text.size()));  // line of: caught
  }
}
#endif

}  // namespace

std::string traps(std::string_view kind) {
  const int many = static_cast<int>(kind.size());
  int answer = 0;
  if (kind == "divide") answer = divide(many);
  if (kind == "again") answer = 1 + divide(many);  // or it would become part of this function
  if (kind == "read") answer = read_far(many);
  if (kind == "recurse") answer = recurse(many);
  if (kind == "stop") answer = stop(many);
#if __cpp_exceptions
  if (kind == "caught") answer = caught(many);
#endif
  return std::to_string(answer);
}
SE2_PLUGIN(traps)
