// SPDX-License-Identifier: Apache-2.0
// tests/unit/exceptions/cases/flow.cpp: where control goes: rethrow, nesting, loops, calls
#include "case.hpp"

#include <algorithm>
#include <cstdlib>
#include <exception>
#include <functional>
#include <memory>
#include <stdexcept>
#include <vector>

namespace exception_cases {
namespace {

struct base {
  virtual ~base() = default;
  int value = 1;
};
struct derived : base {
  int more = 3;
};

bool rethrow_keeps_the_object() {
  try {
    try {
      throw derived();
    } catch (base& caught) {
      caught.value = 77;
      throw;
    }
  } catch (derived& caught) {
    return caught.value == 77;
  }
  return false;
}

bool throw_inside_a_handler() {
  try {
    try {
      throw_int(1);
    } catch (int) {
      throw std::string("two");
    }
  } catch (const std::string& text) {
    return text == "two" && std::uncaught_exceptions() == 0;
  }
  return false;
}

bool try_inside_a_handler() {
  int seen = 0;
  try {
    throw_int(1);
  } catch (int) {
    try {
      throw 2.5;
    } catch (double) {
      ++seen;
    }
    try {
      throw;
    } catch (int value) {
      seen += value;
    }
  }
  return seen == 2;
}

[[gnu::noinline]] int recurse(int depth) {
  const traced mark('d');
  if (depth == 0) throw std::logic_error("deep");
  return recurse(depth - 1) + opaque(1);
}

bool through_200_frames() {
  trace.clear();
  try {
    recurse(199);
  } catch (const std::logic_error& error) {
    return trace.size() == 200 && std::string(error.what()) == "deep";
  }
  return false;
}

struct interface {
  virtual int go(int) = 0;
  virtual ~interface() = default;
};
struct implementation : interface {
  int go(int value) override {
    const traced mark('j');
    throw_int(value);
    return 5;
  }
};

bool through_a_virtual_call() {
  trace.clear();
  const std::unique_ptr<interface> object = std::make_unique<implementation>();
  try {
    object->go(opaque(2));
  } catch (int value) {
    return value == 2 && trace == "j" && object->go(0) == 5;
  }
  return false;
}

bool through_std_function() {
  const std::function<int(int)> function = [](int value) {
    throw_int(value);
    return 8;
  };
  try {
    function(6);
  } catch (int value) {
    return value == 6 && function(0) == 8;
  }
  return false;
}

bool through_std_sort() {
  std::vector<int> values{5, 3, 1, 4};
  try {
    std::sort(values.begin(), values.end(), [](int a, int b) {
      if (a == 3) throw 33;
      return a < b;
    });
  } catch (int value) {
    return value == 33;
  }
  return false;
}

int compare(const void* left, const void* right) {
  const int a = *static_cast<const int*>(left);
  const int b = *static_cast<const int*>(right);
  if (a == 3 || b == 3) throw std::runtime_error("compare");
  return a - b;
}

bool through_qsort_of_the_c_library() {
  int values[]{5, 3, 1, 4};
  try {
    std::qsort(values, 4, sizeof values[0], compare);
  } catch (const std::runtime_error&) {
    return true;
  }
  return false;
}

[[gnu::noinline]] int leave_loop(int at) {
  for (int index = 0; index < 10; ++index) {
    try {
      const traced mark('f');
      throw_int(index == at ? index : 0);
      if (index == 8) return 100;
    } catch (int value) {
      if (value == 2) continue;
      if (value == 3) break;
      if (value == 4) return 40;
      goto done;
    }
  }
  return 10;
done:
  return 50;
}

bool leave_a_handler_in_every_way() {
  return leave_loop(2) == 100 && leave_loop(3) == 10 && leave_loop(4) == 40 && leave_loop(5) == 50;
}

bool switch_in_try_and_handler() {
  int sum = 0;
  for (int index = 0; index < 6; ++index) {
    try {
      switch (opaque(index)) {
        case 0:
          sum += 1;
          break;
        case 1:
          throw_int(10);
          break;
        case 2:
          throw 2.0;
        case 3:
          continue;
        default:
          throw_int(index);
      }
    } catch (int value) {
      switch (opaque(value)) {
        case 10:
          sum += 10;
          break;
        case 4:
          sum += 100;
          continue;
        default:
          sum += 1000;
      }
    } catch (double) {
      sum += 10000;
    }
  }
  return sum == 11111;
}

bool stack_is_flat_over_50000_throws() {
  const void* const before = __builtin_frame_address(0);
  long sum = 0;
  for (int index = 0; index < 50000; ++index) {
    try {
      const traced mark('x');
      throw_int(1 + (index & 3));
    } catch (int value) {
      sum += value;
    }
  }
  trace.clear();
  return sum == 125000 && before == __builtin_frame_address(0);
}

constexpr test_case cases[] = {
    {"rethrow keeps the object", rethrow_keeps_the_object},
    {"throw inside a handler", throw_inside_a_handler},
    {"try inside a handler", try_inside_a_handler},
    {"through 200 frames", through_200_frames},
    {"through a virtual call", through_a_virtual_call},
    {"through std::function", through_std_function},
    {"through std::sort", through_std_sort},
    {"through qsort of the C library", through_qsort_of_the_c_library},
    {"leave a handler by continue, break, return and goto", leave_a_handler_in_every_way},
    {"switch in try and handler", switch_in_try_and_handler},
    {"the stack is flat over 50,000 throws", stack_is_flat_over_50000_throws},
};
const group registered(cases);

}  // namespace
}  // namespace exception_cases
