// SPDX-License-Identifier: Apache-2.0
// tests/unit/ffi_result.cpp: the result protocol: sizes, refusals, and answers left in the slot
#include <se2/abi/ffi_result.hpp>
#include <se2/host/cache.hpp>
#include <se2/host/graphql.hpp>
#include <se2/host/request.hpp>
#include <se2/testing/host.hpp>

#include <catch2/catch.hpp>

#include <string>

namespace {

// A call by hand whose answer nobody fetches.
void leave_answer(const se2::execution& run) {
  CHECK(se2_host_request_get_field(0, "method", 6, run.id()) == 4);
}

std::string text_of(const se2::result<se2::buffer>& got) {
  return got ? std::string(got->text()) : std::to_string(got.error().code) + got.error().message;
}

// The double's answer to a GraphQL query is an error of this text.
se2::testing::report refused_with(const std::string& text, int& calls) {
  se2::testing::host host;
  host.profile = se2::testing::profile::sat;
  host.graphql = [&](const auto&, const auto&) {
    ++calls;
    return se2::result<std::string>(std::unexpected(se2::error{500, text}));
  };
  return host.run(
      [](std::string_view) {
        const auto first = text_of(se2::graphql::query("e", "q"));
        return first + "|" + se2::request::method().value_or("the slot is not empty");
      },
      "");
}

}  // namespace

TEST_CASE("answers of every size are fetched, none included") {
  for (const std::size_t size : {0u, 1u, 2u, 3u, 70'000u, 5'000'000u}) {
    se2::testing::host host;
    host.request.state["value"] = std::string(size, 'v');
    const auto out = host.run(
        [](std::string_view) {
          const auto value = se2::request::state("value");
          CHECK(se2::request::method() == "POST");
          return value;
        },
        "");
    CHECK(out.output == std::string(size, 'v'));
    CHECK(out.violations.empty());
  }
}

TEST_CASE("an error text is the error's message, also one of two bytes") {
  for (const auto* text : {"no", "not", "a longer text"}) {
    int calls = 0;
    const auto out = refused_with(text, calls);
    CHECK(out.output == std::string("500") + text + "|POST");
    CHECK(out.violations.empty());
    CHECK(calls == 1);
  }
}

TEST_CASE("an error text of one byte looks like a refusal, and leaves nothing behind") {
  int calls = 0;
  const auto out = refused_with("x", calls);
  CHECK(out.output == "500graphql_query: refused by the host|POST");
  CHECK(calls == 2);
  CHECK(out.violations.empty());
}

TEST_CASE("an error text without a byte is an empty answer") {
  int calls = 0;
  CHECK(refused_with("", calls).output == "|POST");
}

TEST_CASE("a refusal with nothing pending is an error, and no violation") {
  se2::testing::host host;
  host.request.body = R"({"number": 1})";
  const auto out =
      host.run([](std::string_view) { return se2::request::body_field("number"); }, "");
  CHECK(out.outcome == se2::testing::kind::error);
  CHECK(out.error.message == "request_get_field: refused by the host");
  CHECK(out.violations.empty());
}

TEST_CASE("an answer that was left in the slot by hand is overcome") {
  se2::testing::host host;
  host.request.state["value"] = "found";
  const auto out = host.run(
      [](std::string_view, se2::execution& run) {
        leave_answer(run);
        return se2::request::state("value");
      },
      "");
  CHECK(out.output == "found");
  CHECK(out.violations.size() == 1);
}

TEST_CASE("an answer that nobody fetches is dropped at the end of its scope") {
  se2::testing::host host;
  const auto out = host.run(
      [](std::string_view, se2::execution& run) {
        {
          const se2::abi::waiting_answer waiting(run.id());
          leave_answer(run);
        }
        return se2::request::method();
      },
      "");
  CHECK(out.output == "POST");
  CHECK(out.violations.empty());
}

TEST_CASE("outside a run the host is not asked") {
  const auto early = se2::request::method();
  CHECK(early.error().code == 500);
  CHECK(early.error().message == "request_get_field: called outside a run");
  se2::testing::host host;
  CHECK_FALSE(se2::request::url());
  CHECK_FALSE(se2::request::set_state("a", "b"));
  CHECK_FALSE(se2::cache::set("a", "b"));
  CHECK_FALSE(se2::cache::get("a"));
  const auto out = host.run([](std::string_view text) { return text; }, "");
  CHECK(out.violations.empty());
}
