// SPDX-License-Identifier: Apache-2.0
// tests/unit/codec.cpp: what counts as bytes, and how a payload becomes each input type
#include <se2/codec.hpp>

#include <catch2/catch.hpp>

#include <array>
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace {

struct celsius {
  int degrees;
};
struct write_only {};
struct decodes_another {};
struct no_codec {};
struct text_and_codec {
  operator std::string_view() const { return "text"; }
};

}  // namespace

template <>
struct se2::codec<celsius> {
  static se2::result<celsius> decode(std::span<const std::byte> payload) {
    if (payload.size() != 1) return std::unexpected(se2::error{422, "one byte, please"});
    return celsius{std::to_integer<int>(payload[0])};
  }
  static std::string encode(const celsius& value) { return std::to_string(value.degrees) + " C"; }
};
template <>
struct se2::codec<write_only> {
  static std::array<char, 2> encode(const write_only&) { return {'o', 'k'}; }
};
template <>
struct se2::codec<decodes_another> {
  static int decode(std::span<const std::byte>) { return 0; }
};
template <>
struct se2::codec<text_and_codec> {
  static std::string_view encode(const text_and_codec&) { return "codec"; }
};

namespace {

template <class T>
std::string text(const T& value) {
  const auto bytes = se2::as_bytes(value);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::span<const std::byte> payload(std::string_view text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

static_assert(se2::decodable<std::string_view> && se2::decodable<std::string>);
static_assert(se2::decodable<std::span<const std::byte>>);
static_assert(se2::decodable<std::span<const std::uint8_t>>);
static_assert(se2::decodable<std::vector<std::byte>>);
static_assert(se2::decodable<celsius>);
static_assert(!se2::decodable<int> && !se2::decodable<no_codec>);
static_assert(!se2::decodable<write_only>, "a codec without decode is for replies alone");
static_assert(!se2::decodable<decodes_another>, "decode has to give its own type");

static_assert(se2::byte_like<const char*> && se2::byte_like<std::string>);
static_assert(se2::byte_like<std::vector<std::uint8_t>> && se2::byte_like<std::u8string>);
static_assert(!se2::byte_like<int> && !se2::byte_like<std::vector<int>>);
static_assert(!se2::byte_like<std::deque<char>>, "its bytes are in no one piece");
static_assert(!se2::byte_like<std::wstring> && !se2::byte_like<std::u16string>);

static_assert(se2::encodable<celsius> && se2::encodable<write_only>);
static_assert(!se2::encodable<no_codec> && !se2::encodable<int>);

}  // namespace

TEST_CASE("a literal is its text, without the NUL at its end") {
  CHECK(text("abc") == "abc");
  CHECK(text("").empty());
}

TEST_CASE("text stops at a NUL where only a pointer says how long it is") {
  const char* const pointer = "ab\0cd";
  CHECK(text(pointer) == "ab");
  CHECK(text(std::string_view("ab\0cd", 5)).size() == 5);
  CHECK(text(std::string("ab\0cd", 5)).size() == 5);
}

TEST_CASE("a null pointer to text is empty") {
  const char* const null = nullptr;
  CHECK(se2::as_bytes(null).empty());
}

TEST_CASE("a contiguous range of single bytes is its bytes, NULs included") {
  const unsigned char array[] = {'a', 0, 'c'};
  CHECK(text(array) == std::string("a\0c", 3));
  CHECK(text(std::array<signed char, 2>{'x', 'y'}) == "xy");
  CHECK(text(std::vector<char>{'x', 0}) == std::string("x\0", 2));
  CHECK(text(std::vector<std::byte>{std::byte{'z'}}) == "z");
  CHECK(text(std::vector<std::byte>{}).empty());
  CHECK(text(std::span<const std::uint8_t>(array).first(1)) == "a");
  CHECK(text(std::u8string(u8"\u00e9")) == "\xc3\xa9");
}

TEST_CASE("as_bytes borrows") {
  const std::string owner = "abc";
  CHECK(static_cast<const void*>(se2::as_bytes(owner).data()) == owner.data());
}

TEST_CASE("a payload becomes each of the input types") {
  const std::string bytes("a\0\xff", 3);
  const auto input = payload(bytes);
  CHECK(se2::codec<std::string_view>::decode(input) == bytes);
  CHECK(se2::codec<std::string>::decode(input) == bytes);
  CHECK(text(se2::codec<std::span<const std::byte>>::decode(input)) == bytes);
  CHECK(text(se2::codec<std::span<const std::uint8_t>>::decode(input)) == bytes);
  CHECK(text(se2::codec<std::vector<std::byte>>::decode(input)) == bytes);
}

TEST_CASE("an empty payload is empty in each of the input types") {
  CHECK(se2::codec<std::string_view>::decode({}).empty());
  CHECK(se2::codec<std::string>::decode({}).empty());
  CHECK(se2::codec<std::span<const std::byte>>::decode({}).empty());
  CHECK(se2::codec<std::span<const std::uint8_t>>::decode({}).empty());
  CHECK(se2::codec<std::vector<std::byte>>::decode({}).empty());
}

TEST_CASE("views borrow the payload, values own a copy") {
  const auto input = payload("abc");
  const void* const start = input.data();
  CHECK(se2::codec<std::string_view>::decode(input).data() == start);
  CHECK(se2::codec<std::span<const std::byte>>::decode(input).data() == start);
  CHECK(se2::codec<std::span<const std::uint8_t>>::decode(input).data() == start);
  CHECK(se2::codec<std::string>::decode(input).data() != start);
  CHECK(se2::codec<std::vector<std::byte>>::decode(input).data() != start);
}

TEST_CASE("an author's codec decodes, refuses and encodes") {
  CHECK(se2::codec<celsius>::decode(payload("\x15"))->degrees == 21);
  CHECK(se2::codec<celsius>::decode(payload("")).error().code == 422);
  CHECK(text(se2::codec<celsius>::encode({21})) == "21 C");
  CHECK(text(se2::codec<write_only>::encode({})) == "ok");
  CHECK(se2::codec<text_and_codec>::encode({}) == "codec");
}
