// SPDX-License-Identifier: Apache-2.0
// tests/unit/handler.cpp: what is a handler, how each form is called, and what each return becomes
#include <se2/buffer.hpp>
#include <se2/detail/handler.hpp>
#include <se2/testing/host.hpp>

#include <catch2/catch.hpp>

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace {

struct point {
  int x;
  int y;
};
struct owned_point {
  std::unique_ptr<point> value;
};
struct no_codec {};

}  // namespace

template <>
struct se2::codec<point> {
  static se2::result<point> decode(std::span<const std::byte> payload) {
    if (payload.size() != 2) return std::unexpected(se2::error{422, "a point is two bytes"});
    return point{std::to_integer<int>(payload[0]), std::to_integer<int>(payload[1])};
  }
  static std::array<char, 2> encode(const point& value) {
    return {static_cast<char>(value.x), static_cast<char>(value.y)};
  }
};
template <>
struct se2::codec<owned_point> {
  static owned_point decode(std::span<const std::byte>) {
    return {std::make_unique<point>(point{1, 2})};
  }
};

namespace {

using se2::testing::kind;

// Forms that are handlers.
std::string function(std::string_view text) { return std::string(text); }
std::string never_throws(const std::string& text) noexcept { return text; }
std::string takes_rvalue(std::string&& text) { return std::move(text); }
void replies(std::string_view text, se2::execution& run) { run.reply(text); }
std::string replies_noexcept(std::string_view, se2::execution& run) noexcept {
  return std::to_string(run.id());
}
struct counter {
  int calls = 0;
  std::string operator()(std::string_view) { return std::to_string(++calls); }
};
struct constant {
  std::string operator()(const std::string& text) const noexcept { return text; }
};

static_assert(se2::handler<decltype(function)> && se2::handler<decltype(&function)>);
static_assert(se2::handler<decltype(never_throws)> && se2::handler<decltype(takes_rvalue)>);
static_assert(se2::handler<decltype(replies)> && se2::handler<decltype(replies_noexcept)>);
static_assert(se2::handler<counter&> && se2::handler<constant> && se2::handler<const constant&>);

// Every input, and every output.
template <class Output, class... Inputs>
concept handles = se2::handler<Output (*)(Inputs...)>;
static_assert(handles<void, std::string_view> && handles<void, std::string>);
static_assert(handles<void, std::span<const std::byte>, se2::execution&>);
static_assert(handles<void, std::span<const std::uint8_t>>);
static_assert(handles<void, std::vector<std::byte>> &&
              handles<void, const std::vector<std::byte>&>);
static_assert(handles<void, point> && handles<void, const point&> && handles<void, owned_point&&>);
static_assert(handles<std::string, std::string_view> && handles<const char*, std::string_view>);
static_assert(handles<std::vector<std::uint8_t>, std::string_view>);
static_assert(handles<se2::buffer, std::string_view> && handles<point, std::string_view>);
static_assert(handles<se2::result<void>, std::string_view>);
static_assert(handles<se2::result<point>, std::string_view, se2::execution&>);

// What is none.
static_assert(!handles<void> && !handles<void, int> && !handles<void, no_codec>);
static_assert(!handles<int, std::string_view> && !handles<no_codec, std::string_view>);
static_assert(!handles<se2::result<int>, std::string_view>);
static_assert(!handles<std::optional<std::string>, std::string_view>);
static_assert(!handles<void, std::string&>, "the input is no one's to change");
static_assert(!handles<void, se2::execution&, std::string_view>, "the input comes first");
static_assert(!handles<void, std::string_view, se2::execution>, "an execution can't be copied");
static_assert(!handles<void, std::string_view, std::string_view>);
static_assert(!handles<void, std::string_view, se2::execution&, int>);
static_assert(!se2::handler<int> && !se2::handler<no_codec>);
static_assert(!se2::handler<decltype([](auto text) { return text; })>, "its input is unknown");

struct overloaded {
  std::string operator()(std::string_view) { return {}; }
  std::string operator()(std::string_view, se2::execution&) { return {}; }
};
static_assert(!se2::handler<overloaded>, "which one is meant?");

template <class Handler>
auto run(Handler&& handler, std::string_view payload) {
  se2::testing::host host;
  return host.run(std::forward<Handler>(handler), payload);
}

std::string output(auto&& handler, std::string_view payload) {
  const auto out = run(handler, payload);
  CHECK(out.outcome == kind::result);
  CHECK(out.violations.empty());
  return out.output;
}

}  // namespace

TEST_CASE("each form of handler is called with the payload") {
  CHECK(output(function, "abc") == "abc");
  CHECK(output(never_throws, "abc") == "abc");
  CHECK(output(takes_rvalue, "abc") == "abc");
  CHECK(output(replies, "abc") == "abc");
  CHECK(output(constant{}, "abc") == "abc");
  CHECK(output([](std::span<const std::uint8_t> bytes) { return bytes; }, "abc") == "abc");
  CHECK(output([](std::vector<std::byte> bytes) { return bytes; }, {"a\0c", 3}).size() == 3);
  CHECK(output([](owned_point&& p) { return *p.value; }, "") == "\x01\x02");
}

TEST_CASE("a function object keeps its state between runs") {
  counter object;
  CHECK(output(object, "") == "1");
  CHECK(output(object, "") == "2");
}

TEST_CASE("a handler that wants the execution gets this run's") {
  se2::testing::host host;
  host.ident = 77;
  CHECK(host.run(replies_noexcept, "").output == "77");
}

TEST_CASE("what a handler returns is the reply") {
  CHECK(output([](std::string_view) { return "literal"; }, "") == "literal");
  CHECK(output([](std::string_view) { return std::vector<char>{'a', 0}; }, "").size() == 2);
  CHECK(output([](point p) { return point{p.y, p.x}; }, "ab") == "ba");
  CHECK(output([](std::string_view) { return se2::result<std::string>("fine"); }, "") == "fine");
  CHECK(output([](std::string_view) { return se2::result<point>(point{'x', 'y'}); }, "") == "xy");
  CHECK(output([](std::string_view) { return std::string(); }, "").empty());
}

TEST_CASE("an error returned is the reply") {
  const auto out = run(
      [](std::string_view) -> se2::result<std::string> {
        return std::unexpected(se2::error{404, "no such word"});
      },
      "");
  CHECK(out.outcome == kind::error);
  CHECK(out.error.code == 404);
  CHECK(out.error.message == "no such word");
}

TEST_CASE("a payload that a codec refuses is the codec's error, and the handler isn't called") {
  bool called = false;
  const auto out = run([&](const point& p) { return called = true, p; }, "abc");
  CHECK(out.outcome == kind::error);
  CHECK(out.error.code == 422);
  CHECK(out.error.message == "a point is two bytes");
  CHECK_FALSE(called);
}

TEST_CASE("a handler that ends without a reply is answered for") {
  const auto nothing = run([](std::string_view) {}, "");
  CHECK(nothing.outcome == kind::error);
  CHECK(nothing.error.code == 500);
  CHECK(nothing.error.message == "the handler returned without a reply");

  const auto unused = run([](std::string_view) { return se2::result<void>(); }, "");
  CHECK(unused.error.message == "the handler returned without a reply");
}

TEST_CASE("a reply before the return stands") {
  const auto out = run(
      [](std::string_view, se2::execution& execution) {
        execution.reply("sent");
        return std::string("returned");
      },
      "");
  CHECK(out.output == "sent");
  CHECK(out.violations.empty());

  const auto replied = run(
      [](std::string_view, se2::execution& execution) -> se2::result<void> {
        execution.reply("sent");
        return {};
      },
      "");
  CHECK(replied.outcome == kind::result);
  CHECK(replied.violations.empty());
}

TEST_CASE("what a handler throws is the reply, unless it had replied") {
  const auto error = run([](std::string_view) { throw se2::error{409, "taken"}; }, "");
  CHECK(error.error.code == 409);
  CHECK(error.error.message == "taken");

  const auto standard = run([](std::string_view) { throw std::runtime_error("odd"); }, "");
  CHECK(standard.error.code == 500);
  CHECK(standard.error.message == "odd");

  const auto other = run([](std::string_view) { throw 7; }, "");
  CHECK(other.error.code == 500);
  CHECK(other.error.message == "uncaught exception of type int");

  const auto late = run(
      [](std::string_view, se2::execution& execution) {
        execution.reply("sent");
        throw std::runtime_error("late");
      },
      "");
  CHECK(late.outcome == kind::result);
  CHECK(late.output == "sent");
  CHECK(late.violations.empty());
}
