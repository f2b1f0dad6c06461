// SPDX-License-Identifier: Apache-2.0
// tests/unit/testing.cpp: the host double holds a guest to the real hosts' rules
#include <se2/abi/imports.hpp>
#include <se2/testing/host.hpp>

#include <catch2/catch.hpp>

#include <set>
#include <string>
#include <string_view>

// These tests speak to the imports directly, past the guards of the library.
namespace {

using se2::testing::kind;

void raw_result(std::string_view text, std::int32_t ident) {
  se2_host_return_result(text.data(), static_cast<std::uint32_t>(text.size()), ident);
}
void raw_error(std::int32_t code, std::string_view text, std::int32_t ident) {
  se2_host_return_error(code, text.data(), static_cast<std::uint32_t>(text.size()), ident);
}

// A run whose handler is `body(ident)`; the library's own reply afterwards is kept from the host.
template <class Body>
se2::testing::report raw(Body body) {
  se2::testing::host host;
  return host.run(
      [&](std::string_view, se2::execution& run) {
        const auto ident = run.id();
        se2::detail::run::abandon();
        body(ident);
      },
      "payload");
}

bool one_violation(const se2::testing::report& out, std::string_view part) {
  INFO("looking for: " << part);
  CAPTURE(out.violations);
  CHECK(out.violations.size() == 1);
  return out.violations.size() == 1 && out.violations[0].find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("one result is a result, one error an error, silence none") {
  const auto result = raw([](auto ident) { raw_result("out", ident); });
  CHECK(result.outcome == kind::result);
  CHECK(result.output == "out");
  CHECK(result.violations.empty());

  const auto error = raw([](auto ident) { raw_error(404, "gone", ident); });
  CHECK(error.outcome == kind::error);
  CHECK(error.error.code == 404);
  CHECK(error.error.message == "gone");
  CHECK(error.violations.empty());

  const auto silence = raw([](auto) {});
  CHECK(silence.outcome == kind::none);
  CHECK(silence.violations.empty());
}

TEST_CASE("a second reply is a violation, whatever the two are") {
  const auto results = raw([](auto ident) { raw_result("a", ident), raw_result("b", ident); });
  CHECK(results.outcome == kind::violation);
  CHECK(one_violation(results, "second reply (return_result)"));

  const auto errors =
      raw([](auto ident) { raw_error(400, "a", ident), raw_error(400, "b", ident); });
  CHECK(errors.outcome == kind::violation);
  CHECK(one_violation(errors, "second reply (return_error)"));

  const auto mixed = raw([](auto ident) { raw_result("a", ident), raw_error(400, "b", ident); });
  CHECK(mixed.outcome == kind::violation);
  CHECK(one_violation(mixed, "second reply (return_error)"));
}

TEST_CASE("a reply with another ident is ignored, and noted") {
  const auto out = raw([](auto ident) { raw_result("lost", ident + 1); });
  CHECK(out.outcome == kind::none);
  CHECK(out.output.empty());
  CHECK(one_violation(out, "ident"));

  const auto then_right = raw([](auto ident) { raw_result("lost", -1), raw_result("out", ident); });
  CHECK(then_right.outcome == kind::result);
  CHECK(then_right.output == "out");
  CHECK(one_violation(then_right, "ident -1"));
}

TEST_CASE("a null pointer with a size is a violation; with no size it is an empty reply") {
  const auto null = raw([](auto ident) { se2_host_return_result(nullptr, 3, ident); });
  CHECK(null.outcome == kind::violation);
  CHECK(one_violation(null, "null pointer"));

  const auto null_error = raw([](auto ident) { se2_host_return_error(500, nullptr, 3, ident); });
  CHECK(null_error.outcome == kind::violation);

  const auto empty = raw([](auto ident) { se2_host_return_result(nullptr, 0, ident); });
  CHECK(empty.outcome == kind::result);
  CHECK(empty.output.empty());
  CHECK(empty.violations.empty());
}

TEST_CASE("a code that is no HTTP error is noted, and arrives as it is") {
  for (const int code : {-1, 0, 101, 200, 304, 399, 600, 1000}) {
    const auto out = raw([&](auto ident) { raw_error(code, "odd", ident); });
    CHECK(out.outcome == kind::error);
    CHECK(out.error.code == code);
    CHECK(one_violation(out, "code " + std::to_string(code)));
  }
  for (const int code : {400, 599}) {
    CHECK(raw([&](auto ident) { raw_error(code, "fine", ident); }).violations.empty());
  }
}

TEST_CASE("a message that is not UTF-8 is noted") {
  const auto out = raw([](auto ident) { raw_error(400, "caf\xe9", ident); });
  CHECK(out.outcome == kind::error);
  CHECK(one_violation(out, "UTF-8"));
}

TEST_CASE("a log entry is held to the same rules") {
  const auto raw_log = [](std::string_view text, std::int32_t level, std::int32_t ident) {
    se2_host_log_msg(text.data(), static_cast<std::uint32_t>(text.size()), level, ident);
  };
  const auto lost = raw([&](auto ident) { raw_log("lost", 1, ident + 1); });
  CHECK(lost.log.empty());
  CHECK(one_violation(lost, "log_msg with ident"));

  const auto null = raw([](auto ident) { se2_host_log_msg(nullptr, 3, 1, ident); });
  CHECK(null.outcome == kind::violation);
  CHECK(null.log.empty());
  CHECK(one_violation(null, "null pointer"));

  for (const int level : {0, 5}) {
    const auto odd = raw([&](auto ident) { raw_log("odd", level, ident); });
    REQUIRE(odd.log.size() == 1);
    CHECK(odd.log[0].level == se2::log::level::info);
    CHECK(one_violation(odd, "level " + std::to_string(level)));
  }
}

TEST_CASE("what one run did is not in the next one's report") {
  se2::testing::host host;
  const auto first = host.run([](std::string_view) { throw se2::error{400, "first"}; }, "");
  CHECK(first.error.message == "first");
  host.run([](std::string_view) { se2::log::info("entry"); }, "");
  const auto second = host.run([](std::string_view text) { return text; }, "second");
  CHECK(second.outcome == kind::result);
  CHECK(second.output == "second");
  CHECK(second.error.message.empty());
  CHECK(second.log.empty());
  CHECK(second.violations.empty());
}

TEST_CASE("idents are random where none is given, and never negative") {
  se2::testing::host host;
  std::set<std::string> seen;
  for (int i = 0; i < 20; ++i) {
    const auto out = host.run(
        [](std::string_view, se2::execution& run) {
          CHECK(run.id() >= 0);
          return std::to_string(run.id());
        },
        "");
    seen.insert(out.output);
  }
  CHECK(seen.size() > 1);

  host.ident = 0;
  const auto zero =
      host.run([](std::string_view, se2::execution& run) { return std::to_string(run.id()); }, "");
  CHECK(zero.output == "0");
}

TEST_CASE("host is there while it lives; without one a reply goes nowhere") {
  CHECK(se2::testing::host::active() == nullptr);
  raw_result("nobody listens", 1);
  raw_error(500, "nobody listens", 1);
  se2_host_log_msg("nobody listens", 14, 1, 1);
  {
    const se2::testing::host host;
    CHECK(se2::testing::host::active() == &host);
  }
  CHECK(se2::testing::host::active() == nullptr);
}

TEST_CASE("a reply between runs belongs to none") {
  se2::testing::host host;
  host.ident = 3;
  host.run([](std::string_view text) { return text; }, "");
  raw_result("late", 3);
  const auto next = host.run([](std::string_view text) { return text; }, "next");
  CHECK(next.output == "next");
}

TEST_CASE("the double runs the plugin of another source of this program") {
  se2::testing::host host;
  const auto out = host.run_plugin("abc");  // plugin.cpp reverses
  CHECK(out.outcome == kind::result);
  CHECK(out.output == "cba");
}
