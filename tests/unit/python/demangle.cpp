// SPDX-License-Identifier: Apache-2.0
// tests/unit/python/demangle.cpp: protects the type names in the messages of Python wrappers

#include "demangle.hpp"

#include <catch2/catch.hpp>

#include <stdexcept>
#include <string>
#include <typeinfo>
#include <vector>

namespace library {
struct widget {
  struct part {};
};
}  // namespace library

namespace {
struct hidden {};
}  // namespace

template <class T>
static std::string name_of() {
  return se2::python::demangled(typeid(T).name()).value_or("");
}

TEST_CASE("demangled reads the names of classes and of built-in types") {
  CHECK(name_of<std::runtime_error>() == "std::runtime_error");
  CHECK(name_of<library::widget>() == "library::widget");
  CHECK(name_of<library::widget::part>() == "library::widget::part");
  CHECK(name_of<hidden>() == "(anonymous namespace)::hidden");
  CHECK(name_of<int>() == "int");
  CHECK(name_of<unsigned long long>() == "unsigned long long");
}

TEST_CASE("demangled leaves other names alone, and what is none") {
  CHECK(name_of<std::vector<int>>().empty());
  CHECK(name_of<const char*>().empty());
  for (const char* text :
       {"", "N", "NE", "E", "3ab", "3abcd", "99999999999a", "St", "N1aE1b", "Q"}) {
    CHECK(!se2::python::demangled(text));
  }
}
