// SPDX-License-Identifier: Apache-2.0
// tests/unit/doctest/double.cpp: the host double under doctest
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <se2/se2.hpp>
#include <se2/testing/host.hpp>

#include <doctest/doctest.h>

#include <string>

TEST_CASE("a run's report is checked with doctest") {
  se2::testing::host host;
  host.http["http://words/apple"] = {200, "a fruit"};
  const auto out = host.run(
      [](std::string_view word) {
        CHECK(word == "apple");
        return se2::http::get("http://words/" + std::string(word));
      },
      "apple");
  CHECK(out.outcome == se2::testing::kind::result);
  CHECK(out.output == "a fruit");
  CHECK(out.fetched.size() == 1);
  CHECK(out.violations.empty());
}
