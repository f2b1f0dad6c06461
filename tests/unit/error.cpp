// SPDX-License-Identifier: Apache-2.0
// tests/unit/error.cpp: error, result, SE2_TRY, and what a message becomes on its way out
#include <se2/detail/error_text.hpp>
#include <se2/error.hpp>

#include <catch2/catch.hpp>

#include <climits>
#include <memory>
#include <string>
#include <string_view>

namespace {

using se2::detail::error_text;
using se2::detail::is_utf8;

std::string text_of(int code, std::string_view message) {
  const error_text text(code, message.data(), message.size());
  return {text.data(), text.size()};
}

se2::result<int> parsed(bool good) {
  if (!good) return std::unexpected(se2::error{422, "not a number"});
  return 21;
}

se2::result<int> doubled(bool good) { return 2 * SE2_TRY(parsed(good)); }

se2::result<std::unique_ptr<int>> owned() { return std::make_unique<int>(7); }

se2::result<int> released() {
  const auto value = SE2_TRY(owned());
  return *value;
}

se2::result<void> checked(bool good) {
  if (!good) return std::unexpected(se2::error{409, "taken"});
  return {};
}

se2::result<std::string> after_check(bool good) {
  SE2_TRY(checked(good));
  return "free";
}

}  // namespace

TEST_CASE("an error is 500 unless it says otherwise") {
  const se2::error why;
  CHECK(why.code == 500);
  CHECK(why.message.empty());
}

TEST_CASE("SE2_TRY unwraps a value and returns an error") {
  CHECK(doubled(true).value() == 42);
  REQUIRE_FALSE(doubled(false));
  CHECK(doubled(false).error().code == 422);
  CHECK(doubled(false).error().message == "not a number");
}

TEST_CASE("SE2_TRY moves what can't be copied, and takes a result<void>") {
  CHECK(released().value() == 7);
  CHECK(after_check(true).value() == "free");
  CHECK(after_check(false).error().code == 409);
}

TEST_CASE("a code that is an HTTP error stays out of the message") {
  CHECK(text_of(400, "bad") == "bad");
  CHECK(text_of(500, "bad") == "bad");
  CHECK(text_of(599, "bad") == "bad");
}

TEST_CASE("a code that can't stay is kept in the message") {
  CHECK(text_of(399, "bad") == "399: bad");
  CHECK(text_of(600, "bad") == "600: bad");
  CHECK(text_of(0, "bad") == "0: bad");
  CHECK(text_of(-7, "bad") == "-7: bad");
  CHECK(text_of(INT_MAX, "bad") == "2147483647: bad");
  CHECK(text_of(INT_MIN, "bad") == "-2147483648: bad");
}

TEST_CASE("a message is never empty") {
  CHECK(text_of(500, "") == "no message");
  CHECK(text_of(200, "") == "200: no message");
}

TEST_CASE("well-formed UTF-8 passes unchanged") {
  // The first and last code point of each row of table 3-7 in the Unicode standard, and NUL.
  const std::string_view texts[] = {
      {"\0\x7f", 2},
      "\xc2\x80\xdf\xbf",
      "\xe0\xa0\x80\xe0\xbf\xbf",
      "\xe1\x80\x80\xec\xbf\xbf",
      "\xed\x80\x80\xed\x9f\xbf",
      "\xee\x80\x80\xef\xbf\xbf",
      "\xf0\x90\x80\x80\xf0\xbf\xbf\xbf",
      "\xf1\x80\x80\x80\xf3\xbf\xbf\xbf",
      "\xf4\x80\x80\x80\xf4\x8f\xbf\xbf",
  };
  for (const auto text : texts) {
    CAPTURE(text);
    CHECK(is_utf8(text));
    CHECK(text_of(500, text) == text);
  }
  CHECK(is_utf8(""));
}

TEST_CASE("each ill-formed sequence becomes one U+FFFD, and what follows it is kept") {
  // X stands for U+FFFD.
  const std::pair<std::string_view, std::string_view> repairs[] = {
      {"\x80", "X"},                          // a continuation byte alone
      {"a\xbf\x80z", "aXXz"},                 // two of them
      {"\xc0\xaf", "XX"},                     // overlong '/', two bytes
      {"\xc1\xbf", "XX"},                     // the other lead that is always overlong
      {"\xe0\x80\xaf", "XXX"},                // overlong, three bytes
      {"\xe0\x9f\xbf", "XXX"},                // the last overlong one
      {"\xf0\x8f\xbf\xbf", "XXXX"},           // overlong, four bytes
      {"\xed\xa0\x80", "XXX"},                // a surrogate
      {"\xed\xbf\xbf", "XXX"},                // the last one
      {"\xf4\x90\x80\x80", "XXXX"},           // above U+10FFFF
      {"\xf5\x80\x80\x80", "XXXX"},           // a lead that no code point has
      {"\xfe\xff", "XX"},                     // bytes that never occur
      {"\xc3", "X"},                          // cut off after one of two
      {"\xe2\x82", "X"},                      // after two of three
      {"\xf0\x9f\x98", "X"},                  // after three of four
      {"\xe2\x82z", "Xz"},                    // cut off by ASCII
      {"\xf0\x9f\xc3\xa9", "X\xc3\xa9"},      // cut off by another sequence
      {"\xe2\xe2\x82\xac", "X\xe2\x82\xac"},  // a lead before a sequence
      {"na\xefve", "naXve"},                  // Latin-1
  };
  for (const auto& [broken, expected] : repairs) {
    std::string repaired;
    for (const char c : expected) c == 'X' ? repaired += "\xef\xbf\xbd" : repaired += c;
    CAPTURE(expected);
    CHECK_FALSE(is_utf8(broken));
    CHECK(text_of(500, broken) == repaired);
    CHECK(is_utf8(text_of(500, broken)));
  }
}
