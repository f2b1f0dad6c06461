// SPDX-License-Identifier: Apache-2.0
// tests/conformance/plugins/ends.cpp: what ends a program, chosen by the payload
#undef NDEBUG
#define _LIBCPP_HARDENING_MODE _LIBCPP_HARDENING_MODE_DEBUG
#include <se2/plugin.hpp>

#include <cassert>
#include <cstdlib>
#include <exception>
#include <functional>
#include <memory>
#include <new>
#include <span>
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

constexpr int endless = 1 << 30;

int recurse(int depth) {
  volatile char frame[256] = {};
  return depth == 0 ? frame[0] : recurse(depth - 1) + frame[1];
}

// Without a frame only the engine's own stack grows.
[[gnu::noinline]] int recurse_without_frame(int depth) {
  return depth == 0 ? 0 : recurse_without_frame(depth - 1) * 3 + depth;
}

struct tree {
  virtual ~tree() = default;
  [[gnu::noinline]] virtual int height(int depth) { return 1 + height(depth - 1) * 3; }
};

int recurse_through_function(int depth) {
  std::function<int(int)> again;
  again = [&](int left) { return left == 0 ? 0 : 1 + again(left - 1) * 3; };
  return again(depth);
}

struct node {
  std::unique_ptr<node> next;
};
void forget_long_list() {
  std::unique_ptr<node> first;
  for (int i = 0; i < 200000; ++i) first.reset(new node{std::move(first)});
}

#if defined(__cpp_exceptions)
[[gnu::noinline]] void throw_anything() { throw std::runtime_error("against noexcept"); }
void must_not_throw() noexcept { throw_anything(); }
struct throwing {
  ~throwing() { throw_anything(); }
};
#endif

volatile int none = 0;
void (*volatile nothing)() = nullptr;

std::string ends(std::string_view payload, se2::execution& run) {
  if (payload == "abort") std::abort();
  if (payload == "exit") std::exit(3);
  if (payload == "_Exit") std::_Exit(3);
  if (payload == "assert") assert(payload.empty());
  if (payload == "terminate") std::terminate();
  if (payload == "libc++ check") return std::string(1, std::span<const char>(payload)[99]);
#if defined(__cpp_exceptions)
  if (payload == "noexcept") must_not_throw();
  if (payload == "throw in a destructor") throwing();
  if (payload == "reply and throw") run.reply("first"), throw_anything();
  if (payload == "throw") throw_anything();
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
  if (payload == "reply and abort") run.reply("lost"), std::abort();
  if (payload == "fail and exit") run.fail(404, "stands"), std::exit(0);
  if (payload == "reply") run.reply("first"), run.reply("second");
  if (payload == "fail") run.fail(404, "no such thing"), run.reply("second");
  if (payload == "wild pointer") *reinterpret_cast<volatile char*>(~0u - 15u) = 1;
  if (payload == "null function") nothing();
  if (payload == "division by zero") return std::to_string(7 / none);
  if (payload == "recursion") return std::to_string(recurse(endless));
  if (payload == "recursion without a frame") return std::to_string(recurse_without_frame(endless));
  if (payload == "virtual recursion") return std::to_string(tree().height(endless));
  if (payload == "recursion of lambdas") return std::to_string(recurse_through_function(endless));
  if (payload == "recursion of destructors") forget_long_list();
  if (payload.starts_with("echo ")) return std::string(payload.substr(5));
  return "alive";
}
SE2_PLUGIN(ends)
