// SPDX-License-Identifier: Apache-2.0
// tests/unit/exceptions/cases/coroutines.cpp: exceptions that leave a coroutine
#include "case.hpp"

#include <coroutine>
#include <cstring>
#include <exception>
#include <stdexcept>

namespace exception_cases {
namespace {

struct generator {
  struct promise_type {
    int value = 0;
    std::exception_ptr failure;

    generator get_return_object() {
      return {std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_always initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(int next) {
      value = next;
      return {};
    }
    void return_void() {}
    void unhandled_exception() { failure = std::current_exception(); }
  };

  std::coroutine_handle<promise_type> handle;
  ~generator() { handle.destroy(); }
};

generator count_then_throw(int count) {
  const traced mark('g');
  for (int number = 0; number < count; ++number) co_yield number;
  throw std::out_of_range("generator");
}

bool exception_reaches_the_promise() {
  trace.clear();
  {
    const generator numbers = count_then_throw(2);
    int resumed = 0;
    for (; !numbers.handle.done(); ++resumed) numbers.handle.resume();
    if (resumed != 3 || !numbers.handle.promise().failure) return false;
    try {
      std::rethrow_exception(numbers.handle.promise().failure);
    } catch (const std::out_of_range& error) {
      if (std::strcmp(error.what(), "generator") != 0) return false;
    }
  }
  return trace == "g";
}

generator catch_and_go_on() {
  for (int round = 0; round < 3; ++round) {
    int caught = 0;
    try {
      throw_int(round);
    } catch (int value) {
      caught = value;
    }
    co_yield caught;
  }
}

bool handler_inside_a_coroutine() {
  const generator numbers = catch_and_go_on();
  int sum = 0;
  for (;;) {
    numbers.handle.resume();
    if (numbers.handle.done()) break;
    sum += numbers.handle.promise().value;
  }
  return sum == 3;
}

constexpr test_case cases[] = {
    {"exception reaches the promise", exception_reaches_the_promise},
    {"handler inside a coroutine", handler_inside_a_coroutine},
};
const group registered(cases);

}  // namespace
}  // namespace exception_cases
