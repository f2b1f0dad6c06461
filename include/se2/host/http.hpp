// SPDX-License-Identifier: Apache-2.0
// se2/host/http.hpp: se2::http, requests to other servers
#pragma once

#include <se2/abi/ffi_result.hpp>
#include <se2/codec.hpp>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace se2::http {

/// The methods, as the host numbers them.
enum class method : std::int32_t { get, head, options, post, put, patch, del };

/// A header: its name and its value.
using header = std::pair<std::string_view, std::string_view>;

/// The headers of one call: an initializer list, `{{"accept", "text/plain"}}`, or anything a span
/// of them can be made of. It borrows them, so it is for parameters only.
class headers {
 public:
  constexpr headers() = default;
  constexpr headers(std::initializer_list<header> list) : fields_(list.begin(), list.size()) {}
  constexpr headers(std::span<const header> fields) : fields_(fields) {}
  template <class Range>
    requires std::convertible_to<const Range&, std::span<const header>>
  constexpr headers(const Range& range) : fields_(range) {}

  [[nodiscard]] constexpr const header* begin() const { return fields_.data(); }
  [[nodiscard]] constexpr const header* end() const { return fields_.data() + fields_.size(); }

 private:
  std::span<const header> fields_;
};

/// The body of one call: text or bytes. It borrows them, so it is for parameters only.
class body {
 public:
  constexpr body() = default;
  template <byte_like T>
  constexpr body(const T& value) : bytes_(as_bytes(value)) {}

  [[nodiscard]] constexpr std::span<const std::byte> bytes() const { return bytes_; }

 private:
  std::span<const std::byte> bytes_;
};

}  // namespace se2::http

namespace se2::detail {

/// Appends the headers to `url`, as the host takes them: "url::name:value::name:value". What would
/// be taken for something else is refused; a value, which may be a secret, is in no message.
[[gnu::noinline]] inline result<void> append_headers(std::string& url, http::headers headers) {
  constexpr std::string_view line_ends("\r\n\0", 3);
  constexpr std::string_view forbidden(":\r\n\0", 4);
  if (url.find("::") != url.npos) {
    return abi::failure("http: URL ", url, " has \"::\", where hosts expect headers to begin");
  }
  if (url.find_first_of(line_ends) != url.npos) {
    return abi::failure("http: URL ", url, " has CR, LF or NUL");
  }
  if (url.ends_with(':') && headers.begin() != headers.end()) {
    return abi::failure("http: URL ", url,
                        " ends in ':', which hosts would take for a part of the headers");
  }
  for (const auto& field : headers) {
    const auto& [name, value] = field;
    if (name.empty() || name.find_first_of(forbidden) != name.npos) {
      return abi::failure("http: header name ", name, " is empty or has ':', CR, LF or NUL");
    }
    if (value.find_first_of(forbidden) != value.npos) {
      return abi::failure("http: header ", name,
                          " has ':', CR, LF or NUL in its value; hosts can't send it");
    }
    if (value.empty() && &field + 1 != headers.end()) {
      return abi::failure("http: header ", name,
                          " is empty; hosts can send that in the last one only");
    }
    url += "::";
    url += name;
    url += ':';
    url += value;
  }
  return {};
}

/// One request. An answer of status 300 or more is an error 500 with the text "<status>: <body>",
/// as the host gives it.
[[gnu::noinline]] inline result<buffer> send_request(http::method method, std::string_view url,
                                                     std::span<const std::byte> body,
                                                     http::headers headers) {
  constexpr std::int32_t bad_method_or_header = -2;
  std::string target(url);
  if (auto sendable = append_headers(target, headers); !sendable) {
    return std::unexpected(std::move(sendable).error());
  }
  const auto call = [&](std::int32_t ident) {
    return se2_host_fetch_url(static_cast<std::int32_t>(method), target.data(),
                              abi::size_of(target), body.data(),
                              static_cast<std::uint32_t>(body.size()), ident);
  };
  return abi::ask("fetch_url", call, bad_method_or_header);
}

/// The status that an error text of the host begins with, "404: no such page"; 0 where it has none.
inline int status_of(std::string_view text) {
  int status = 0;
  if (text.size() < 5 || text[3] != ':' || text[4] != ' ') return 0;
  for (const char digit : text.substr(0, 3)) {
    if (digit < '0' || digit > '9') return 0;
    status = status * 10 + (digit - '0');
  }
  return status;
}

}  // namespace se2::detail

namespace se2::http {

/// Sends a request from the host, on one of profile `e2core` or `sat`, and gives the body of an
/// answer of status 200 to 299. Status and headers of such an answer can't be had. Redirects are
/// followed; a request body without a header "content-type" is sent as application/octet-stream.
///
///     const auto page = SE2_TRY(se2::http::get("http://localhost:8080/page", {{"accept",
///     "*/*"}}));
///
/// An answer of another status is an error with its status as `code` and its body as `message`. An
/// error 500 otherwise: no run, no connection or nothing within 5 s (`message` is the host's text),
/// and what hosts can't send: a URL with "::", a header value with ':', CR, LF or NUL in either.
///
/// E2 Core since v0.6.0-rc9 may hand over a body cut short, also to nothing, as a success. Where
/// that matters the body itself must tell, as by its length or an end mark. Older hosts don't.
[[nodiscard]] inline result<buffer> fetch(method method, std::string_view url, body body = {},
                                          headers headers = {}) {
  auto answer = detail::send_request(method, url, body.bytes(), headers);
  if (!answer) {
    auto& [code, message] = answer.error();
    if (const int status = detail::status_of(message); status != 0) {
      code = status;
      message.erase(0, std::string_view("404: ").size());
    }
  }
  return answer;
}

/// `fetch` with the method of the name.
[[nodiscard]] inline result<buffer> get(std::string_view url, headers headers = {}) {
  return fetch(method::get, url, {}, headers);
}
[[nodiscard]] inline result<buffer> head(std::string_view url, headers headers = {}) {
  return fetch(method::head, url, {}, headers);
}
[[nodiscard]] inline result<buffer> options(std::string_view url, headers headers = {}) {
  return fetch(method::options, url, {}, headers);
}
[[nodiscard]] inline result<buffer> post(std::string_view url, body body, headers headers = {}) {
  return fetch(method::post, url, body, headers);
}
[[nodiscard]] inline result<buffer> put(std::string_view url, body body, headers headers = {}) {
  return fetch(method::put, url, body, headers);
}
[[nodiscard]] inline result<buffer> patch(std::string_view url, body body, headers headers = {}) {
  return fetch(method::patch, url, body, headers);
}
[[nodiscard]] inline result<buffer> del(std::string_view url, headers headers = {}) {
  return fetch(method::del, url, {}, headers);
}

}  // namespace se2::http
