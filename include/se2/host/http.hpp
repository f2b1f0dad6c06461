// SPDX-License-Identifier: Apache-2.0
// se2/host/http.hpp: se2::http, requests to other servers
#pragma once

#include <se2/abi/ffi_result.hpp>
#include <se2/codec.hpp>
#include <se2/detail/header.hpp>
#include <se2/detail/pairs.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace se2::http {

/// The methods, as the host numbers them.
enum class method : std::int32_t { get, head, options, post, put, patch, del };

/// A header: its name and its value.
using header = se2::detail::pair;

/// The headers of one call: an initializer list, `{{"accept", "text/plain"}}`, or anything a span
/// of them can be made of. It borrows them, so it is for parameters only.
class headers : public se2::detail::pairs {
 public:
  using pairs::pairs;
};

/// The body of one call: text or bytes. It borrows them, so it is for parameters only.
class body {
 public:
  constexpr body() = default;
  template <byte_like T>
  constexpr body(const T& value) : bytes_(as_bytes(value)) {}

  /// What it borrows.
  [[nodiscard]] constexpr std::span<const std::byte> bytes() const { return bytes_; }

 private:
  std::span<const std::byte> bytes_;
};

}  // namespace se2::http

namespace se2::detail {

/// Whether hosts would take a part of the URL for headers.
inline bool has_separator(const std::string_view& url, bool has_headers) {
  for (std::size_t at = 0; at < url.size(); ++at) {
    if (url[at] != ':') continue;
    if (at + 1 < url.size() ? url[at + 1] == ':' : has_headers) return true;
  }
  return false;
}

/// One request. An answer of status 300 or more is an error 500 with the text "<status>: <body>",
/// as the host gives it.
[[gnu::noinline]] inline abi::answer send_request(http::method method, const std::string_view& url,
                                                  const http::body& body,
                                                  const http::headers& headers) {
  if (has_separator(url, headers.begin() != headers.end()) || !is_line(url)) {
    return abi::failure("http: ", url, ": a URL has '::' or a last ':', CR, LF or NUL");
  }
  std::size_t size = url.size();
  for (const auto& header : headers) {
    const auto& [name, value] = header;
    const char* fault = header_fault(name, value, ':');
    if (value.empty() && &header + 1 != headers.end()) fault = ": only the last value may be empty";
    if (fault != nullptr) return abi::failure("http: ", name, fault);
    size += std::string_view(":::").size() + name.size() + value.size();
  }

  // As the host takes it: "url::name:value::name:value".
  buffer target(size);
  char* out = abi::write(target.data(), url);
  for (const auto& [name, value] : headers) {
    out = abi::write(abi::write(abi::write(abi::write(out, "::"), name), ":"), value);
  }
  constexpr std::int32_t bad_method_or_header = -2;
  const auto call = [&](std::int32_t ident) {
    return se2_host_fetch_url(static_cast<std::int32_t>(method), target.data(),
                              static_cast<std::uint32_t>(size), body.bytes().data(),
                              static_cast<std::uint32_t>(body.bytes().size()), ident);
  };
  return abi::ask("fetch_url", call, bad_method_or_header);
}

/// The status that an error text of the host begins with, "404: no such page"; 0 where it has none.
inline int status_of(const std::string_view& text) {
  if (text.size() < 5 || text[3] != ':' || text[4] != ' ') return 0;
  int status = 0;
  for (std::size_t at = 0; at < 3; ++at) {
    const int digit = text[at] - '0';
    if (digit < 0 || digit > 9) return 0;
    status = status * 10 + digit;
  }
  return status;
}

/// The call behind the functions of se2::http: `send_request`, statuses told apart.
[[gnu::noinline]] inline result<buffer> fetch(http::method method, const std::string_view& url,
                                              const http::body& body,
                                              const http::headers& headers) {
  auto answer = send_request(method, url, body, headers);
  const int status = answer.code == 0 ? 0 : status_of(answer.bytes.text());
  if (status == 0) return abi::to_result<buffer>(std::move(answer));
  answer.code = status;
  return abi::to_result<buffer>(std::move(answer), std::string_view("404: ").size());
}

}  // namespace se2::detail

namespace se2::http {

/// Sends a request from the host, on one of profile `e2core` or `sat`, and gives the body of an
/// answer of status 200 to 299. Status and headers of such an answer can't be had. Redirects are
/// followed; a request body without a header "content-type" is sent as application/octet-stream.
///
///     const auto page = SE2_TRY(se2::http::get("http://host/page", {{"accept", "*/*"}}));
///
/// An answer of another status is an error with its status as `code` and its body as `message`. An
/// error 500 otherwise: no run, no connection or nothing within 5 s (`message` is the host's text),
/// and what hosts can't send: a URL with "::", a header value with ':', CR, LF or NUL in either.
///
/// E2 Core since v0.6.0-rc9 may hand over a body cut short, also to nothing, as a success. Where
/// that matters the body itself must tell, as by its length or an end mark. Older hosts don't.
[[nodiscard]] inline result<buffer> fetch(method method, std::string_view url,
                                          const body& body = {}, const headers& headers = {}) {
  return detail::fetch(method, url, body, headers);
}

/// `fetch` with the method of the name.
[[nodiscard]] inline result<buffer> get(std::string_view url, const headers& headers = {}) {
  return detail::fetch(method::get, url, {}, headers);
}
[[nodiscard]] inline result<buffer> head(std::string_view url, const headers& headers = {}) {
  return detail::fetch(method::head, url, {}, headers);
}
[[nodiscard]] inline result<buffer> options(std::string_view url, const headers& headers = {}) {
  return detail::fetch(method::options, url, {}, headers);
}
[[nodiscard]] inline result<buffer> post(std::string_view url, const body& body,
                                         const headers& headers = {}) {
  return detail::fetch(method::post, url, body, headers);
}
[[nodiscard]] inline result<buffer> put(std::string_view url, const body& body,
                                        const headers& headers = {}) {
  return detail::fetch(method::put, url, body, headers);
}
[[nodiscard]] inline result<buffer> patch(std::string_view url, const body& body,
                                          const headers& headers = {}) {
  return detail::fetch(method::patch, url, body, headers);
}
[[nodiscard]] inline result<buffer> del(std::string_view url, const headers& headers = {}) {
  return detail::fetch(method::del, url, {}, headers);
}

}  // namespace se2::http
