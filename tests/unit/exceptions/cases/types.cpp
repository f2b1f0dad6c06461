// SPDX-License-Identifier: Apache-2.0
// tests/unit/exceptions/cases/types.cpp: which catch clause takes what
#include "case.hpp"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <stdexcept>

namespace exception_cases {
namespace {

struct left {
  virtual ~left() = default;
  int value = 1;
};
struct right {
  virtual ~right() = default;
  int value = 2;
};
struct both : left, right {};
struct shared {
  virtual ~shared() = default;
  int value = 7;
};
struct first_path : virtual shared {
  int first = 1;
};
struct second_path : virtual shared {
  int second = 2;
};
struct diamond : first_path, second_path {};
struct one_left : left {};
struct other_left : left {};
struct two_lefts : one_left, other_left {};
struct hidden : private left {};
struct hidden_and_shown : private first_path, public second_path {};
enum class colour { red, green };

bool int_by_value() {
  try {
    throw_int(4);
  } catch (int value) {
    return value == 4;
  }
  return false;
}

bool base_by_reference() {
  try {
    throw std::out_of_range("x");
  } catch (const std::exception& error) {
    return std::strcmp(error.what(), "x") == 0;
  }
}

bool second_base_is_adjusted() {
  try {
    throw both();
  } catch (const right& caught) {
    return caught.value == 2;
  }
}

bool virtual_base_is_adjusted() {
  try {
    throw diamond();
  } catch (const shared& caught) {
    return caught.value == 7;
  }
}

bool base_reached_twice_does_not_match() {
  try {
    try {
      throw two_lefts();
    } catch (const left&) {
      return false;
    }
  } catch (const one_left& caught) {
    return caught.value == 1;
  }
}

bool private_base_does_not_match() {
  try {
    throw hidden();
  } catch (const left&) {
    return false;
  } catch (...) {
    return true;
  }
}

bool virtual_base_with_one_public_path_matches() {
  try {
    throw hidden_and_shown();
  } catch (const shared& caught) {
    return caught.value == 7;
  }
}

bool ellipsis_takes_what_no_other_does() {
  try {
    throw_int(3);
  } catch (char) {
    return false;
  } catch (...) {
    return true;
  }
  return false;
}

bool first_matching_clause_wins() {
  try {
    throw_int(1);
  } catch (long) {
    return false;
  } catch (int) {
    return true;
  } catch (...) {
    return false;
  }
  return false;
}

bool enumeration() {
  try {
    throw colour::green;
  } catch (int) {
    return false;
  } catch (colour caught) {
    return caught == colour::green;
  }
}

bool text() {
  try {
    throw "hi";
  } catch (const char* caught) {
    return std::strcmp(caught, "hi") == 0;
  }
}

bool pointer_by_reference() {
  try {
    throw "hi";
  } catch (const char* const& caught) {
    return std::strcmp(caught, "hi") == 0;
  }
}

bool pointer_to_base_is_adjusted() {
  static both object;
  try {
    throw &object;
  } catch (right* caught) {
    return caught == static_cast<right*>(&object);
  }
}

bool null_pointer_to_base_stays_null() {
  try {
    throw static_cast<both*>(nullptr);
  } catch (right* caught) {
    return caught == nullptr;
  }
}

bool null_pointer_to_virtual_base_stays_null() {
  try {
    throw static_cast<diamond*>(nullptr);
  } catch (shared* caught) {
    return caught == nullptr;
  }
}

bool pointer_to_ambiguous_base_does_not_match() {
  static two_lefts object;
  try {
    throw &object;
  } catch (left*) {
    return false;
  } catch (two_lefts*) {
    return true;
  }
}

bool pointer_gains_const() {
  static both object;
  try {
    throw &object;
  } catch (const left* caught) {
    return caught->value == 1;
  }
}

bool pointer_does_not_lose_const() {
  static const int value = 3;
  try {
    throw &value;
  } catch (int*) {
    return false;
  } catch (const int* caught) {
    return *caught == 3;
  }
}

bool pointer_to_pointer_gains_const_at_each_level() {
  static int value = 3;
  static int* pointer = &value;
  try {
    throw &pointer;
  } catch (const int**) {  // would let a const int be stored where an int* is read
    return false;
  } catch (const int* const* caught) {
    return **caught == 3;
  }
}

bool void_pointer_takes_objects() {
  static int value = 3;
  try {
    throw &value;
  } catch (void* caught) {
    return caught == &value;
  }
}

bool void_pointer_does_not_take_functions() {
  try {
    throw &int_by_value;
  } catch (void*) {
    return false;
  } catch (bool (*caught)()) {
    return caught == &int_by_value;
  }
}

void promises() noexcept {}

bool function_pointer_may_drop_noexcept() {
  try {
    throw &promises;
  } catch (void (*caught)()) {
    return caught == &promises;
  }
}

bool nullptr_is_any_pointer() {
  try {
    throw nullptr;
  } catch (left* caught) {
    return caught == nullptr;
  }
}

bool nullptr_is_any_data_member() {
  try {
    throw nullptr;
  } catch (int left::* caught) {
    return caught == nullptr;
  }
}

bool nullptr_is_any_member_function() {
  try {
    throw nullptr;
  } catch (void (left::*caught)()) {
    return caught == nullptr;
  }
}

bool member_pointer_of_its_class_alone() {
  try {
    throw &left::value;
  } catch (int right::*) {
    return false;
  } catch (const int left::* caught) {
    return left().*caught == 1;
  }
}

[[gnu::noinline]] std::int64_t return_int64(int thrown) {
  throw_int(thrown);
  return 1LL << 40;
}
[[gnu::noinline]] double return_double(int thrown) {
  throw_int(thrown);
  return 2.5;
}
[[gnu::noinline]] float return_float(float value, int thrown) {
  throw_int(thrown);
  return value;
}
struct large {
  int values[16];
};
[[gnu::noinline]] large return_large(int thrown, int a, int b, double c, std::int64_t d, float e) {
  throw_int(thrown);
  large result{};
  result.values[3] = a + b + static_cast<int>(c) + static_cast<int>(d) + static_cast<int>(e);
  return result;
}

template <class Call>
bool throws_int(Call call) {
  try {
    call();
  } catch (int) {
    return true;
  }
  return false;
}

bool functions_of_every_result_type() {
  return throws_int([] { return_int64(1); }) && throws_int([] { return_double(1); }) &&
         throws_int([] { return_float(1.5F, 1); }) &&
         throws_int([] { return_large(1, 1, 2, 3, 4, 5); }) && return_int64(0) == 1LL << 40 &&
         return_double(0) == 2.5 && return_float(1.5F, 0) == 1.5F &&
         return_large(0, 1, 2, 3, 4, 5).values[3] == 15;
}

constexpr test_case cases[] = {
    {"int by value", int_by_value},
    {"base class by reference", base_by_reference},
    {"second base class is adjusted", second_base_is_adjusted},
    {"virtual base class is adjusted", virtual_base_is_adjusted},
    {"base class that is there twice does not match", base_reached_twice_does_not_match},
    {"private base class does not match", private_base_does_not_match},
    {"virtual base class with one public path matches", virtual_base_with_one_public_path_matches},
    {"catch (...) takes what no other clause does", ellipsis_takes_what_no_other_does},
    {"the first clause that matches wins", first_matching_clause_wins},
    {"enumeration", enumeration},
    {"text", text},
    {"pointer by reference", pointer_by_reference},
    {"pointer to a base class is adjusted", pointer_to_base_is_adjusted},
    {"null pointer to a base class stays null", null_pointer_to_base_stays_null},
    {"null pointer to a virtual base class stays null", null_pointer_to_virtual_base_stays_null},
    {"pointer to an ambiguous base does not match", pointer_to_ambiguous_base_does_not_match},
    {"pointer gains const", pointer_gains_const},
    {"pointer does not lose const", pointer_does_not_lose_const},
    {"pointer to pointer gains const", pointer_to_pointer_gains_const_at_each_level},
    {"void* takes pointers to objects", void_pointer_takes_objects},
    {"void* does not take functions", void_pointer_does_not_take_functions},
    {"pointer to function may drop noexcept", function_pointer_may_drop_noexcept},
    {"nullptr is any pointer", nullptr_is_any_pointer},
    {"nullptr is any pointer to a data member", nullptr_is_any_data_member},
    {"nullptr is any pointer to a member function", nullptr_is_any_member_function},
    {"pointer to member matches by class", member_pointer_of_its_class_alone},
    {"functions of every result type", functions_of_every_result_type},
};
const group registered(cases);

}  // namespace
}  // namespace exception_cases
