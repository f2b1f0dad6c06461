// SPDX-License-Identifier: Apache-2.0
// se2/testing/url.hpp: a parameter of a URL's query, as the real host finds it
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace se2::testing::detail {

/// The pieces of `text` between separators; of an empty text one, empty.
template <class Visit>
void split(std::string_view text, std::string_view separator, Visit visit) {
  for (;;) {
    const auto end = text.find(separator);
    visit(text.substr(0, end));
    if (end == text.npos) return;
    text.remove_prefix(end + separator.size());
  }
}

inline int hex_digit(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

/// Nothing where an escape is broken.
inline std::optional<std::string> unescape(std::string_view text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '%') {
      plain += text[at] == '+' ? ' ' : text[at];
      continue;
    }
    if (at + 2 >= text.size()) return std::nullopt;
    const int high = hex_digit(text[at + 1]);
    const int low = hex_digit(text[at + 2]);
    if (high < 0 || low < 0) return std::nullopt;
    plain += static_cast<char>(high * 16 + low);
    at += 2;
  }
  return plain;
}

/// Go's url.Parse and Query().Get: nothing for a URL with control characters; pairs with a
/// semicolon or a broken escape are skipped; the first value of a key counts.
inline std::optional<std::string> query_value(std::string_view url, std::string_view key) {
  for (const char unit : url) {
    if (static_cast<unsigned char>(unit) < 0x20 || unit == 0x7f) return std::nullopt;
  }
  url = url.substr(0, url.find('#'));
  const auto start = url.find('?');
  std::optional<std::string> found;
  if (start == url.npos) return std::string();
  split(url.substr(start + 1), "&", [&](std::string_view pair) {
    if (found || pair.empty() || pair.find(';') != pair.npos) return;
    const auto end = pair.find('=');
    const auto name = unescape(pair.substr(0, end));
    const auto value = unescape(end == pair.npos ? "" : pair.substr(end + 1));
    if (name && value && *name == key) found = value;
  });
  return found.value_or("");
}

}  // namespace se2::testing::detail
