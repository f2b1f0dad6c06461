// SPDX-License-Identifier: Apache-2.0
// se2/host/request.hpp: se2::request, the HTTP request that the run answers
#pragma once

#include <se2/abi/ffi_result.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace se2::detail {

/// A part of the request, as the host numbers them.
enum class request_field : std::int32_t { meta, body, header, params, state, query };

/// A field's call, without its ident.
inline auto field_getter(request_field field, const std::string_view& key) {
  return [=, &key](std::int32_t ident) {
    return se2_host_request_get_field(static_cast<std::int32_t>(field), key.data(),
                                      abi::size_of(key), ident);
  };
}

[[gnu::noinline]] inline result<std::string> get_text(request_field field,
                                                      const std::string_view& key) {
  return abi::to_result<std::string>(abi::ask("request_get_field", field_getter(field, key)));
}

[[gnu::noinline]] inline result<void> set_field(request_field field, const std::string_view& key,
                                                const std::string_view& value) {
  const auto call = [&](std::int32_t ident) {
    return se2_host_request_set_field(static_cast<std::int32_t>(field), key.data(),
                                      abi::size_of(key), value.data(), abi::size_of(value), ident);
  };
  return abi::to_result<void>(abi::ask("request_set_field", call));
}

inline std::string lower_case(const std::string_view& text) {
  std::string lower(text);
  for (char& letter : lower) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return lower;
}

/// Writes `text` as a part of a URL's query, at most three times as long: what is not unreserved
/// (RFC 3986, 2.3) is percent-encoded.
inline char* write_escaped(char* out, const std::string_view& text) {
  constexpr const char* digits = "0123456789ABCDEF";
  for (const char unit : text) {
    const auto byte = static_cast<unsigned char>(unit);
    const auto letter = static_cast<unsigned char>(byte | 0x20);
    if ((letter >= 'a' && letter <= 'z') || (byte >= '0' && byte <= '9') || byte == '-' ||
        byte == '.' || byte == '_' || byte == '~') {
      *out++ = unit;
    } else {
      *out++ = '%';
      *out++ = digits[byte >> 4];
      *out++ = digits[byte & 15];
    }
  }
  return out;
}

}  // namespace se2::detail

/// The request in front of the run, on hosts of profile `e2core` and `sat`. What is absent is
/// empty: the host does not tell the two apart. Each call is an error 500 outside a run and where
/// the host fails. What is set is seen by this run, and by the plugins after it in a sequence; the
/// host keeps to itself whether it could set it.
///
///     const std::string word = SE2_TRY(se2::request::query("word"));
namespace se2::request {

/// "GET", "POST", ...
[[nodiscard]] inline result<std::string> method() {
  return detail::get_text(detail::request_field::meta, "method");
}

/// The path and query, as in "/words?first=a".
[[nodiscard]] inline result<std::string> url() {
  // Newer hosts call it parsedURL, and answer nothing for the older name.
  auto url = detail::get_text(detail::request_field::meta, "url");
  if (!url || !url->empty()) return url;
  return detail::get_text(detail::request_field::meta, "parsedURL");
}

/// The host's id of the request; empty on a host that was started for one plugin alone.
[[nodiscard]] inline result<std::string> id() {
  return detail::get_text(detail::request_field::meta, "id");
}

/// The body, which is the handler's payload until somebody sets another.
[[nodiscard]] inline result<buffer> body() {
  const std::string_view key = "body";
  const auto call = detail::field_getter(detail::request_field::meta, key);
  return abi::to_result<buffer>(abi::ask("request_get_field", call));
}

/// A header; `name` in any case.
[[nodiscard]] inline result<std::string> header(std::string_view name) {
  return detail::get_text(detail::request_field::header, name);
}

/// A parameter of the route, where the host has routes.
[[nodiscard]] inline result<std::string> param(std::string_view name) {
  return detail::get_text(detail::request_field::params, name);
}

/// A parameter of the URL's query, decoded; of several the first.
[[nodiscard]] inline result<std::string> query(std::string_view name) {
  return detail::get_text(detail::request_field::query, name);
}

/// A value that a plugin before this one left in the sequence's state.
[[nodiscard]] inline result<std::string> state(std::string_view key) {
  return detail::get_text(detail::request_field::state, key);
}

/// A string member of a body that is a JSON object. A body that is none, a missing member and one
/// that is no string are errors; an empty body has every member, empty.
[[nodiscard]] inline result<std::string> body_field(std::string_view key) {
  return detail::get_text(detail::request_field::body, key);
}

/// Sets the method.
[[nodiscard]] inline result<void> set_method(std::string_view method) {
  return detail::set_field(detail::request_field::meta, "method", method);
}

/// Sets the path and query.
[[nodiscard]] inline result<void> set_url(std::string_view url) {
  return detail::set_field(detail::request_field::meta, "url", url);
}

/// Replaces the whole body, whatever it is.
[[nodiscard]] inline result<void> set_body(std::string_view body) {
  return detail::set_field(detail::request_field::meta, "body", body);
}

/// Stores the name in lower case, as the host looks it up.
[[nodiscard]] inline result<void> set_header(std::string_view name, std::string_view value) {
  return detail::set_field(detail::request_field::header, detail::lower_case(name), value);
}

/// Sets a parameter of the route.
[[nodiscard]] inline result<void> set_param(std::string_view name, std::string_view value) {
  return detail::set_field(detail::request_field::params, name, value);
}

/// Hosts have no call for it: puts the parameter first in the URL's query, where it is found before
/// one of the same name that the URL has already.
[[nodiscard]] inline result<void> set_query(std::string_view name, std::string_view value) {
  auto old = url();
  if (!old) return std::unexpected(std::move(old).error());
  const std::string_view before = *old;
  std::size_t path = 0;
  while (path < before.size() && before[path] != '?' && before[path] != '#') ++path;
  buffer changed(before.size() + 3 * (name.size() + value.size()) + 3);
  char* out = abi::write(changed.data(), {before.data(), path});
  *out++ = '?';
  out = detail::write_escaped(out, name);
  *out++ = '=';
  out = detail::write_escaped(out, value);
  if (path < before.size()) {
    *out++ = before[path] == '?' ? '&' : '#';
    ++path;
    out = abi::write(out, {before.data() + path, before.size() - path});
  }
  return set_url({changed.data(), static_cast<std::size_t>(out - changed.data())});
}

/// Leaves a value for the plugins after this one in the sequence.
[[nodiscard]] inline result<void> set_state(std::string_view key, std::string_view value) {
  return detail::set_field(detail::request_field::state, key, value);
}

}  // namespace se2::request
