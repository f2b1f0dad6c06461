// SPDX-License-Identifier: Apache-2.0
// se2/codec.hpp: what a payload can be read as, and what a reply can be made of
#pragma once

#include <se2/error.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace se2 {

/// How a type of the author's own crosses the boundary. Specialise it with either member or both:
///
///     template <> struct se2::codec<point> {
///       static se2::result<point> decode(std::span<const std::byte> payload);  // or plain point
///       static std::string encode(const point&);                              // any byte-like
///       type
///     };
///
/// `decode` borrows the payload, which lives until the run ends.
template <class T>
struct codec;

template <>
struct codec<std::span<const std::byte>> {
  static std::span<const std::byte> decode(std::span<const std::byte> payload) { return payload; }
};

template <>
struct codec<std::span<const std::uint8_t>> {
  static std::span<const std::uint8_t> decode(std::span<const std::byte> payload) {
    return {reinterpret_cast<const std::uint8_t*>(payload.data()), payload.size()};
  }
};

template <>
struct codec<std::string_view> {
  static std::string_view decode(std::span<const std::byte> payload) {
    return {reinterpret_cast<const char*>(payload.data()), payload.size()};
  }
};

template <>
struct codec<std::string> {
  static std::string decode(std::span<const std::byte> payload) {
    return std::string(codec<std::string_view>::decode(payload));
  }
};

template <>
struct codec<std::vector<std::byte>> {
  static std::vector<std::byte> decode(std::span<const std::byte> payload) {
    return {payload.begin(), payload.end()};
  }
};

namespace detail {

template <class T>
concept byte_unit =
    std::same_as<T, char> || std::same_as<T, char8_t> || std::same_as<T, std::byte> ||
    std::same_as<T, unsigned char> || std::same_as<T, signed char>;

template <class T>
concept byte_range = requires(const T& range) {
  requires byte_unit<std::remove_cvref_t<decltype(*std::data(range))>>;
  { std::data(range) } -> std::convertible_to<const void*>;
  { std::size(range) } -> std::convertible_to<std::size_t>;
};

}  // namespace detail

/// Text, or a contiguous range of single bytes. What converts to `std::string_view` counts as text
/// first, so a string literal never sends its NUL.
template <class T>
concept byte_like = std::convertible_to<const T&, std::string_view> || detail::byte_range<T>;

/// The bytes of a byte-like value; they live as long as the value does. A null `const char*` is
/// empty.
template <byte_like T>
[[nodiscard]] constexpr std::span<const std::byte> as_bytes(const T& value) {
  if constexpr (std::convertible_to<const T&, std::string_view>) {
    if constexpr (std::is_pointer_v<T>) {
      if (value == nullptr) return {};
    }
    const std::string_view text = value;
    return std::as_bytes(std::span(text.data(), text.size()));
  } else {
    return std::as_bytes(std::span(std::data(value), std::size(value)));
  }
}

namespace detail {

template <class T>
inline constexpr bool is_result = false;
template <class T>
inline constexpr bool is_result<result<T>> = true;

template <class T>
struct success {
  using type = T;
};
template <class T>
struct success<result<T>> {
  using type = T;
};
/// T, or U where T is a result<U>.
template <class T>
using success_t = typename success<std::remove_cvref_t<T>>::type;

template <class T>
concept has_encode = requires(const T& value) {
  { codec<T>::encode(value) } -> byte_like;
};

}  // namespace detail

/// A type the payload can be read as: one with a `codec<T>::decode`, as the standard byte and text
/// types have.
template <class T>
concept decodable = requires(std::span<const std::byte> payload) {
  { codec<T>::decode(payload) };
  requires std::same_as<detail::success_t<decltype(codec<T>::decode(payload))>, T>;
};

/// A type a reply can be made of: byte-like, or with a `codec<T>::encode`, which goes first.
template <class T>
concept encodable = byte_like<T> || detail::has_encode<T>;

}  // namespace se2
