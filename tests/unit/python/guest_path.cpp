// SPDX-License-Identifier: Apache-2.0
// tests/unit/python/guest_path.cpp: no path leads out of the root, or to the folder next door
#include <catch2/catch.hpp>

#include "guest_path.hpp"

using se2::python::below;
using se2::python::normalized;

TEST_CASE("empty parts and dots are left out of a path") {
  CHECK(normalized("").empty());
  CHECK(normalized("/").empty());
  CHECK(normalized("//a///b/").compare("a/b") == 0);
  CHECK(normalized("./a/././b/.").compare("a/b") == 0);
  CHECK(normalized("a.b/..c/d..").compare("a.b/..c/d..") == 0);
}

TEST_CASE("two dots lead up, but not above the root") {
  CHECK(normalized("a/b/../c").compare("a/c") == 0);
  CHECK(normalized("a/..").empty());
  CHECK(normalized("../../etc/passwd").compare("etc/passwd") == 0);
  CHECK(normalized("a/../../b/../../c").compare("c") == 0);
  CHECK(normalized("/../..").empty());
}

TEST_CASE("below a folder is what its whole name leads to") {
  CHECK(below("plugin", "plugin/a/b") == "a/b");
  CHECK(below("plugin", "plugin") == "");
  CHECK(below("", "plugin/a") == "plugin/a");
  CHECK(below("", "") == "");
  CHECK_FALSE(below("plugin", "plugins/a"));
  CHECK_FALSE(below("plugin", "plug"));
  CHECK_FALSE(below("plugin", ""));
  CHECK_FALSE(below("a/b", "a"));
}
