// SPDX-License-Identifier: Apache-2.0
// tests/unit/execution.cpp: one run has one id and one reply
#include <se2/execution.hpp>
#include <se2/testing/host.hpp>

#include <catch2/catch.hpp>

#include <string>
#include <type_traits>

#if !defined(__wasm__)
#include <thread>
#endif

namespace {

using se2::testing::kind;

static_assert(!std::is_copy_constructible_v<se2::execution>);
static_assert(!std::is_copy_assignable_v<se2::execution>);
static_assert(!std::is_default_constructible_v<se2::execution>);

}  // namespace

TEST_CASE("the first reply wins; a later one answers false and reaches no host") {
  se2::testing::host host;
  const auto out = host.run(
      [](std::string_view, se2::execution& run) {
        CHECK_FALSE(run.replied());
        CHECK(run.reply("first"));
        CHECK(run.replied());
        CHECK_FALSE(run.reply("second"));
        CHECK_FALSE(run.fail(400, "third"));
      },
      "");
  CHECK(out.outcome == kind::result);
  CHECK(out.output == "first");
  CHECK(out.violations.empty());
}

TEST_CASE("an error is a reply too") {
  se2::testing::host host;
  const auto out = host.run(
      [](std::string_view, se2::execution& run) {
        CHECK(run.fail(418, "teapot"));
        CHECK(run.replied());
        CHECK_FALSE(run.reply("late"));
      },
      "");
  CHECK(out.outcome == kind::error);
  CHECK(out.error.code == 418);
  CHECK(out.error.message == "teapot");
  CHECK(out.violations.empty());
}

TEST_CASE("fail makes code and message fit for the host") {
  se2::testing::host host;
  const auto fail = [&](int code, std::string message) {
    const auto out = host.run(
        [&](std::string_view, se2::execution& run) { run.fail(se2::error{code, message}); }, "");
    CHECK(out.outcome == kind::error);
    CHECK(out.violations.empty());
    return out.error;
  };
  CHECK(fail(400, "low").code == 400);
  CHECK(fail(599, "high").code == 599);
  CHECK(fail(399, "low").code == 500);
  CHECK(fail(399, "low").message == "399: low");
  CHECK(fail(600, "high").message == "600: high");
  CHECK(fail(404, "").code == 404);
  CHECK(fail(404, "").message == "no message");
  CHECK(fail(404, "caf\xe9").message == "caf\xef\xbf\xbd");
}

TEST_CASE("a reply may be empty, or hold any bytes") {
  se2::testing::host host;
  const std::string bytes("\0\xff", 2);
  const auto out = host.run([&](std::string_view, se2::execution& run) { run.reply(bytes); }, "");
  CHECK(out.output == bytes);

  const auto empty = host.run([](std::string_view, se2::execution& run) { run.reply(""); }, "");
  CHECK(empty.outcome == kind::result);
  CHECK(empty.output.empty());
}

TEST_CASE("id is the host's ident, 0 included") {
  se2::testing::host host;
  for (const std::int32_t ident : {0, 1, 2147483646}) {
    host.ident = ident;
    const auto out = host.run(
        [](std::string_view, se2::execution& run) { return std::to_string(run.id()); }, "");
    CHECK(out.output == std::to_string(ident));
  }
}

TEST_CASE("current is the run in progress, and null outside one") {
  se2::testing::host host;
  CHECK(se2::execution::current() == nullptr);
  host.run(
      [](std::string_view, se2::execution& run) {
        CHECK(se2::execution::current() == &run);
        run.reply("");
        CHECK(se2::execution::current() == &run);
      },
      "");
  CHECK(se2::execution::current() == nullptr);
}

TEST_CASE("a reference kept beyond its run answers false and reaches no host") {
  se2::testing::host host;
  se2::execution* kept = nullptr;
  host.run([&](std::string_view, se2::execution& run) { kept = &run, run.reply(""); }, "");
  REQUIRE(kept != nullptr);
  CHECK(kept->id() == -1);
  CHECK_FALSE(kept->replied());
  CHECK_FALSE(kept->reply("stale"));
  CHECK_FALSE(kept->fail(500, "stale"));

  const auto next = host.run([](std::string_view) { return "fresh"; }, "");
  CHECK(next.output == "fresh");
  CHECK(next.violations.empty());
}

TEST_CASE("a run that was abandoned, as by a trap, is over") {
  se2::testing::host host;
  const auto out = host.run(
      [](std::string_view, se2::execution& run) {
        se2::detail::run::abandon();
        CHECK(run.id() == -1);
        CHECK_FALSE(run.reply("after"));
        CHECK(se2::execution::current() == nullptr);
      },
      "");
  CHECK(out.outcome == kind::none);
  CHECK(out.violations.empty());
}

#if !defined(__wasm__)  // the hosts' engines have no threads
TEST_CASE("natively each thread has its own execution") {
  se2::testing::host host;
  host.run(
      [](std::string_view, se2::execution& run) {
        const se2::execution* other = &run;
        std::thread([&] { other = se2::execution::current(); }).join();
        CHECK(other == nullptr);
        run.reply("");
      },
      "");
}
#endif
