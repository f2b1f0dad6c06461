// SPDX-License-Identifier: Apache-2.0
// tests/fuzz/exceptions/harness.hpp: what the generated programs are made of
#pragma once
#include <coroutine>
#include <cstddef>
#include <cstdlib>
#include <exception>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <utility>

/// Appends a number to the trace of the run.
void note(int value);

/// False once the run has made all the calls it may make.
bool spend();

/// A generated program; its traces are the same on every engine.
using program = int (*)(int argument);
extern const program programs[];
extern const int program_count;

/// Notes that it goes.
struct guard {
  int id;
  explicit guard(int id) : id(id) {}
  guard(const guard& other) : id(other.id) { note(id + 1); }
  ~guard() { note(id); }
};

/// Its destructor throws and catches, whatever is on its way.
struct catching_guard {
  int id;
  int argument;
  ~catching_guard() {
    note(std::uncaught_exceptions());
    try {
      const guard inner(id + 1);
      if (argument % 3 == 0) throw id;
      note(id);
    } catch (int value) {
      note(-value);
    }
    note(std::uncaught_exceptions());
  }
};

/// Its destructor throws, unless an exception is what brought it there.
struct throwing_guard {
  int id;
  bool armed;
  int before = std::uncaught_exceptions();
  ~throwing_guard() noexcept(false) {
    note(id);
    if (armed && std::uncaught_exceptions() == before) throw id;
  }
};

/// Its destructor may throw while another exception is on its way, which ends the run.
struct reckless_guard {
  int id;
  bool armed;
  ~reckless_guard() noexcept(false) {
    note(id);
    if (armed) throw id;
  }
};

/// May throw in its constructor, before or after a member exists; memory for it is counted.
struct element {
  guard first;
  int id;
  guard second;
  element(int id, int argument) : first(id), id(argument % 5 == 4 ? throw id : id), second(id + 1) {
    if (argument % 5 == 3) throw static_cast<long>(id);
  }
  ~element() { note(id + 2); }
  static void* operator new(std::size_t size) {
    note(1);
    return std::malloc(size);
  }
  static void operator delete(void* memory) {
    note(2);
    std::free(memory);
  }
};

/// Throws when it is copied while `armed`.
struct copied {
  int id;
  bool armed;
  copied(int id, bool armed) : id(id), armed(armed) {}
  copied(const copied& other) : id(other.id + 1), armed(false) {
    note(id);
    if (other.armed) throw id;
  }
  ~copied() { note(id); }
};

struct callable {
  virtual int call(int argument) = 0;

 protected:
  ~callable() = default;
};

/// Throws the exception that is being handled.
[[noreturn, gnu::noinline]] inline void throw_again() { throw; }

/// What awaiting it answers or throws.
struct step {
  int id;
  int argument;
  bool await_ready() const { return argument % 2 == 0; }
  void await_suspend(std::coroutine_handle<>) const { note(id); }
  int await_resume() const {
    if (argument % 7 == 5) throw id;
    return argument;
  }
};

/// A coroutine that yields numbers. What leaves its body leaves resume() too, at once or as the
/// exception that the promise kept.
template <bool Keeps>
class generator {
 public:
  struct promise_type {
    int value = 0;
    std::exception_ptr kept;

    generator get_return_object() {
      return generator(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(int next) {
      value = next;
      return {};
    }
    void return_void() {}
    void unhandled_exception() {
      note(3);
      if (!Keeps) throw;
      kept = std::current_exception();
    }
  };

  generator(generator&& other) = delete;
  ~generator() { handle_.destroy(); }
  bool done() const { return handle_.done(); }
  int resume() {
    handle_.resume();
    if (auto kept = std::exchange(handle_.promise().kept, nullptr)) std::rethrow_exception(kept);
    return handle_.promise().value;
  }

 private:
  explicit generator(std::coroutine_handle<promise_type> handle) : handle_(handle) {}
  std::coroutine_handle<promise_type> handle_;
};

enum plain_enum { plain_one = 1 };
enum class scoped_enum { one = 1 };
inline int number = 5;
inline int* number_pointer = &number;
inline int function_of(int value) { return value; }
inline int quiet_function_of(int value) noexcept { return value + 1; }
