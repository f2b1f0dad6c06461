// SPDX-License-Identifier: Apache-2.0
// tests/unit/exceptions/cases/dynamic_types.cpp: dynamic_cast, which brings libc++abi's types along
#include "case.hpp"

#include <cstring>
#include <exception>
#include <stdexcept>
#include <typeinfo>

namespace exception_cases {
namespace {

struct left {
  virtual ~left() = default;
};
struct right {
  virtual ~right() = default;
};
struct both : left, right {};

bool downcast_of_what_was_caught() {
  try {
    throw both();
  } catch (right& caught) {
    return dynamic_cast<both*>(&caught) != nullptr && dynamic_cast<left*>(&caught) != nullptr;
  }
}

bool failed_cast_of_a_reference() {
  left object;
  left& reference = object;
  try {
    (void)dynamic_cast<both&>(reference);
  } catch (const std::bad_cast&) {
    return true;
  }
  return false;
}

bool typeid_of_null() {
  left* const object = opaque(0) == 0 ? nullptr : new both();
  try {
    (void)typeid(*object);
  } catch (const std::bad_typeid&) {
    return true;
  }
  return false;
}

bool nested_exceptions() {
  try {
    try {
      throw std::runtime_error("inner");
    } catch (...) {
      std::throw_with_nested(std::logic_error("outer"));
    }
  } catch (const std::logic_error& error) {
    try {
      std::rethrow_if_nested(error);
    } catch (const std::runtime_error& inner) {
      return std::strcmp(inner.what(), "inner") == 0;
    }
  }
  return false;
}

constexpr test_case cases[] = {
    {"downcast of what was caught", downcast_of_what_was_caught},
    {"failed cast of a reference", failed_cast_of_a_reference},
    {"typeid of null", typeid_of_null},
    {"nested exceptions", nested_exceptions},
};
const group registered(cases);

}  // namespace
}  // namespace exception_cases
