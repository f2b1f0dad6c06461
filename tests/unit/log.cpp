// SPDX-License-Identifier: Apache-2.0
// tests/unit/log.cpp: se2::log writes entries of the run in progress, and only of that
#include <se2/host/log.hpp>
#include <se2/testing/host.hpp>

#include <catch2/catch.hpp>

#include <string>
#include <string_view>

namespace {

using level = se2::log::level;
using se2::testing::kind;

}  // namespace

TEST_CASE("each function has its level, and entries keep their order") {
  se2::testing::host host;
  const auto out = host.run(
      [](std::string_view text) {
        se2::log::error("an error");
        se2::log::warn("a warning");
        se2::log::info(text);
        se2::log::debug("two\nlines");
        return text;
      },
      "payload");
  CHECK(out.outcome == kind::result);
  CHECK(out.violations.empty());
  REQUIRE(out.log.size() == 4);
  CHECK(out.log[0].level == level::error);
  CHECK(out.log[0].message == "an error");
  CHECK(out.log[1].level == level::warn);
  CHECK(out.log[1].message == "a warning");
  CHECK(out.log[2].level == level::info);
  CHECK(out.log[2].message == "payload");
  CHECK(out.log[3].level == level::debug);
  CHECK(out.log[3].message == "two\nlines");
}

TEST_CASE("a message may be empty, and hold any byte") {
  se2::testing::host host;
  const std::string bytes("a\0\xff", 3);
  const auto out =
      host.run([&](std::string_view) { se2::log::info({}), se2::log::info(bytes); }, "");
  CHECK(out.violations.empty());
  REQUIRE(out.log.size() == 2);
  CHECK(out.log[0].message.empty());
  CHECK(out.log[1].message == bytes);
}

TEST_CASE("after the reply the run still has its log") {
  se2::testing::host host;
  const auto out = host.run(
      [](std::string_view, se2::execution& run) {
        run.reply("out");
        se2::log::info("afterwards");
      },
      "");
  CHECK(out.output == "out");
  REQUIRE(out.log.size() == 1);
  CHECK(out.log[0].message == "afterwards");
}

TEST_CASE("outside a run the host is not called") {
  se2::testing::host host;
  se2::log::error("before");
  const auto out = host.run(
      [](std::string_view) {
        se2::detail::run::abandon();
        se2::log::error("the run is gone");
      },
      "");
  se2::log::error("afterwards");
  CHECK(out.log.empty());
  CHECK(out.violations.empty());
  const auto next = host.run([](std::string_view text) { return text; }, "");
  CHECK(next.log.empty());
  CHECK(next.violations.empty());
}
