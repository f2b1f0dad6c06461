// SPDX-License-Identifier: Apache-2.0
// tests/unit/exceptions/cases/lifetime.cpp: what is destroyed, when, and how often
#include "case.hpp"

#include <exception>
#include <memory>
#include <stdexcept>
#include <vector>

namespace exception_cases {
namespace {

bool destructors_run_before_the_handler() {
  trace.clear();
  try {
    const traced a('a');
    {
      const traced b('b');
      const traced c('c');
      throw_int(1);
    }
  } catch (int) {
    trace += '!';
  }
  return trace == "cba!";
}

struct throws_in_constructor {
  counted member;
  std::unique_ptr<counted> owned = std::make_unique<counted>();
  explicit throws_in_constructor(bool throws) {
    const counted local;
    if (throws) throw std::runtime_error("constructor");
  }
};

bool members_of_a_failed_constructor_go() {
  counted::alive = 0;
  try {
    delete new throws_in_constructor(opaque(1) != 0);
    return false;
  } catch (const std::runtime_error&) {}
  return counted::alive == 0;
}

bool elements_of_a_failed_array_go() {
  static int made;
  struct element {
    counted member;
    element() {
      if (++made == 5) throw 5;
    }
  };
  made = 0;
  counted::alive = 0;
  try {
    delete[] new element[static_cast<std::size_t>(opaque(10))];
    return false;
  } catch (int) {}
  return counted::alive == 0 && made == 5;
}

struct function_try_block {
  int value;
  explicit function_try_block(int thrown) try : value((throw_int(thrown), thrown)) {
  } catch (int) {
    trace += 'F';
    throw std::string("from the initialiser");
  }
};

bool function_try_block_sees_initialisers() {
  trace.clear();
  try {
    const function_try_block object(3);
  } catch (const std::string& text) {
    return text == "from the initialiser" && trace == "F";
  }
  return false;
}

bool exception_ptr_shares_the_object() {
  std::exception_ptr stored;
  try {
    throw std::range_error("r");
  } catch (...) {
    stored = std::current_exception();
  }
  const void* first = nullptr;
  try {
    std::rethrow_exception(stored);
  } catch (const std::range_error& error) {
    first = &error;
  }
  try {
    std::rethrow_exception(stored);
  } catch (const std::runtime_error& error) {
    return first == &error && std::string(error.what()) == "r";
  }
  return false;
}

bool exception_ptr_keeps_the_object_alive() {
  counted::alive = 0;
  {
    std::exception_ptr stored;
    try {
      throw counted();
    } catch (...) {
      stored = std::current_exception();
    }
    if (counted::alive != 1) return false;
    try {
      std::rethrow_exception(stored);
    } catch (const counted&) {
      stored = nullptr;
      if (counted::alive != 1) return false;  // the handler has it still
    }
  }
  return counted::alive == 0;
}

bool make_exception_ptr() {
  const auto stored = std::make_exception_ptr(std::string("made"));
  try {
    std::rethrow_exception(stored);
  } catch (const std::string& text) {
    return text == "made";
  }
  return false;
}

struct counts_uncaught {
  ~counts_uncaught() { trace += static_cast<char>('0' + std::uncaught_exceptions()); }
};

bool uncaught_exceptions_are_counted() {
  trace.clear();
  { const counts_uncaught before; }
  try {
    const counts_uncaught during;
    throw_int(1);
  } catch (int) {
    const counts_uncaught after;
  }
  return trace == "010";
}

bool try_inside_a_destructor_during_unwinding() {
  struct cleans_up {
    ~cleans_up() {
      try {
        throw_int(2);
      } catch (int value) {
        trace += static_cast<char>('0' + value);
      }
    }
  };
  trace.clear();
  try {
    const cleans_up object;
    throw_int(1);
  } catch (int value) {
    return value == 1 && trace == "2" && std::uncaught_exceptions() == 0;
  }
  return false;
}

[[gnu::noinline]] int local_static(int thrown) {
  static const int value = (throw_int(thrown), 42);
  return value;
}

bool local_static_is_tried_again() {
  try {
    local_static(1);
    return false;
  } catch (int) {}
  return local_static(0) == 42;
}

bool catch_by_value_copies_once() {
  struct copied {
    int copies = 0;
    copied() = default;
    copied(const copied& other) : copies(other.copies + 1) {}
  };
  try {
    throw copied();
  } catch (copied caught) {
    return caught.copies == 1;
  }
}

bool thrown_object_goes_with_the_last_handler() {
  counted::alive = 0;
  try {
    try {
      throw counted();
    } catch (const counted&) {
      throw;
    }
  } catch (const counted&) {
    if (counted::alive != 1) return false;
  }
  return counted::alive == 0;
}

struct throwing_destructor {
  ~throwing_destructor() noexcept(false) { throw 9; }
};

bool destructor_may_throw_where_declared() {
  trace.clear();
  try {
    const traced mark('t');
    const throwing_destructor object;
  } catch (int value) {
    return value == 9 && trace == "t";
  }
  return false;
}

bool failed_copy_of_a_vector_leaves_nothing() {
  struct fails_at_three {
    int number;
    counted member;
    explicit fails_at_three(int number) : number(number) {}
    fails_at_three(const fails_at_three& other) : number(other.number) {
      if (number == 3) throw 3;
    }
  };
  counted::alive = 0;
  std::vector<fails_at_three> values;
  values.reserve(4);
  for (int number = 0; number < 4; ++number) values.emplace_back(number);
  try {
    const auto copy = values;
    return false;
  } catch (int) {}
  return counted::alive == 4;
}

bool locals_of_a_loop_go_each_time() {
  struct local {
    counted member;
    std::string text = std::string(40, 'q');
    std::vector<int> values{1, 2};
  };
  counted::alive = 0;
  int caught = 0;
  for (int round = 0; round < 3; ++round) {
    try {
      const local object;
      (void)object.text.at(static_cast<std::size_t>(opaque(100)));
    } catch (const std::exception&) {
      ++caught;
    }
  }
  return caught == 3 && counted::alive == 0;
}

constexpr test_case cases[] = {
    {"destructors run before the handler", destructors_run_before_the_handler},
    {"members of a failed constructor go", members_of_a_failed_constructor_go},
    {"elements of a failed array go", elements_of_a_failed_array_go},
    {"function try block sees initialisers", function_try_block_sees_initialisers},
    {"exception_ptr shares the object", exception_ptr_shares_the_object},
    {"exception_ptr keeps the object alive", exception_ptr_keeps_the_object_alive},
    {"make_exception_ptr", make_exception_ptr},
    {"uncaught_exceptions counts", uncaught_exceptions_are_counted},
    {"try in a destructor during unwinding", try_inside_a_destructor_during_unwinding},
    {"local static is tried again", local_static_is_tried_again},
    {"catch by value copies once", catch_by_value_copies_once},
    {"thrown object goes with the last handler", thrown_object_goes_with_the_last_handler},
    {"destructor may throw where declared", destructor_may_throw_where_declared},
    {"failed copy of a vector leaves nothing", failed_copy_of_a_vector_leaves_nothing},
    {"locals of a loop go each time", locals_of_a_loop_go_each_time},
};
const group registered(cases);

}  // namespace
}  // namespace exception_cases
