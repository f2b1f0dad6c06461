// SPDX-License-Identifier: Apache-2.0
// tests/unit/response.cpp: se2::response sets headers, and none that would break the response
#include <se2/host/response.hpp>
#include <se2/testing/host.hpp>

#include <catch2/catch.hpp>

#include <string_view>

TEST_CASE("the last value of a header wins") {
  se2::testing::host host;
  const auto out = host.run(
      [](std::string_view text) {
        CHECK(se2::response::set_header("x-a", "1"));
        CHECK(se2::response::set_header("x-a", "2:3"));
        CHECK(se2::response::content_type("text/plain"));
        return text;
      },
      "");
  CHECK(out.response_headers.at("x-a") == "2:3");
  CHECK(out.response_headers.at("Content-Type") == "text/plain");
  CHECK(out.violations.empty());
}

TEST_CASE("no header arrives with an error") {
  se2::testing::host host;
  const auto out = host.run(
      [](std::string_view, se2::execution& run) {
        CHECK(se2::response::set_header("x-a", "1"));
        run.fail(404, "gone");
      },
      "");
  CHECK(out.response_headers.empty());
}

TEST_CASE("a name or value that would start another header is refused") {
  se2::testing::host host;
  const auto out = host.run(
      [](std::string_view text) {
        for (const auto bad :
             {std::string_view("a\rb"), std::string_view("a\nb"), std::string_view("a\0b", 3)}) {
          const auto value = se2::response::set_header("x-a", bad);
          CHECK(value.error().message == "response: x-a: a header's value has CR, LF or NUL");
          CHECK_FALSE(se2::response::set_header(bad, "value"));
        }
        CHECK_FALSE(se2::response::set_header("", "value"));
        CHECK_FALSE(se2::response::set_header("a:b", "value"));
        return text;
      },
      "");
  CHECK(out.response_headers.empty());
  CHECK_FALSE(se2::response::set_header("x-a", "outside a run"));
}
