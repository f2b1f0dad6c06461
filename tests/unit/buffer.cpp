// SPDX-License-Identifier: Apache-2.0
// tests/unit/buffer.cpp: buffer owns its bytes and lends views of them
#include <se2/buffer.hpp>
#include <se2/codec.hpp>

#include <catch2/catch.hpp>

#include <cstring>
#include <string>
#include <type_traits>
#include <utility>

namespace {

template <class Buffer>
concept lends_text = requires(Buffer&& value) {
  { std::forward<Buffer>(value).text() } -> std::same_as<std::string_view>;
};
template <class Buffer>
concept lends_bytes = requires(Buffer&& value) {
  { std::forward<Buffer>(value).bytes() } -> std::same_as<std::span<const std::byte>>;
};

// A view of a temporary would dangle.
static_assert(lends_text<se2::buffer&> && lends_text<const se2::buffer&>);
static_assert(!lends_text<se2::buffer> && !lends_text<const se2::buffer>);
static_assert(lends_bytes<se2::buffer&> && !lends_bytes<se2::buffer>);

static_assert(std::is_nothrow_move_constructible_v<se2::buffer>);
static_assert(!std::is_copy_constructible_v<se2::buffer>);
static_assert(se2::byte_like<se2::buffer>, "a handler may return what the host gave");

se2::buffer filled(std::string_view text) {
  se2::buffer made(text.size());
  std::memcpy(made.data(), text.data(), text.size());
  return made;
}

}  // namespace

TEST_CASE("a buffer starts empty") {
  const se2::buffer empty;
  CHECK(empty.empty());
  CHECK(empty.text().empty());
  CHECK(empty.bytes().empty());
  CHECK(empty.begin() == empty.end());
  CHECK(se2::buffer(0).empty());
}

TEST_CASE("a buffer's views are its bytes") {
  const se2::buffer three = filled({"a\0c", 3});
  CHECK(three.size() == 3);
  CHECK_FALSE(three.empty());
  CHECK(three.text() == std::string_view("a\0c", 3));
  CHECK(three.bytes()[2] == std::byte{'c'});
  CHECK(std::string(three.begin(), three.end()) == three.text());
}

TEST_CASE("moving a buffer leaves an empty one behind") {
  se2::buffer from = filled("abc");
  se2::buffer to = std::move(from);
  CHECK(to.text() == "abc");
  CHECK(from.empty());  // NOLINT(bugprone-use-after-move): that state is what is tested

  from = filled("xy");
  to = std::move(from);
  CHECK(to.text() == "xy");
  CHECK(from.empty());  // NOLINT(bugprone-use-after-move)
}
