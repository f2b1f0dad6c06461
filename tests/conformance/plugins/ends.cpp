// SPDX-License-Identifier: Apache-2.0
// tests/conformance/plugins/ends.cpp: what ends a program, chosen by the payload
#undef NDEBUG
#include <se2/plugin.hpp>

#include <cassert>
#include <cstdlib>
#include <exception>
#include <new>
#include <stdexcept>
#include <string>

struct shape {
  shape() { draw_now(); }
  virtual ~shape() = default;
  virtual void draw() = 0;
  void draw_now() { draw(); }
};
struct circle : shape {
  void draw() override {}
};

int recurse(int depth) {
  volatile char frame[256] = {};
  return depth == 0 ? frame[0] : recurse(depth - 1) + frame[1];
}

#if defined(__cpp_exceptions)
[[gnu::noinline]] void throw_anything() { throw std::runtime_error("against noexcept"); }
void must_not_throw() noexcept { throw_anything(); }
#endif

std::string ends(std::string_view payload, se2::execution& run) {
  if (payload == "abort") std::abort();
  if (payload == "exit") std::exit(3);
  if (payload == "_Exit") std::_Exit(3);
  if (payload == "assert") assert(payload.empty());
  if (payload == "terminate") std::terminate();
#if defined(__cpp_exceptions)
  if (payload == "noexcept") must_not_throw();
#else
  // With exceptions these throw: see throws.cpp.
  if (payload == "out of range") return std::string(1, std::string("abc").at(payload.size()));
  if (payload == "out of memory") static_cast<void>(::operator new(std::size_t{1} << 31));
  if (payload == "aligned out of memory")
    static_cast<void>(::operator new(std::size_t(-16), std::align_val_t{64}));
#endif
  if (payload == "pure virtual") circle();
  if (payload == "trap") __builtin_trap();
  if (payload == "reply and trap") run.reply("lost"), __builtin_trap();
  if (payload == "fail and trap") run.fail(404, "stands"), __builtin_trap();
  if (payload == "wild pointer") *reinterpret_cast<volatile char*>(~0u - 15u) = 1;
  if (payload == "recursion") return std::to_string(recurse(1 << 30));
  return "alive";
}
SE2_PLUGIN(ends)
