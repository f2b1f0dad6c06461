// SPDX-License-Identifier: Apache-2.0
// se2/detail/header.hpp: what may not be in a header's name and value
#pragma once

#include <string_view>

namespace se2::detail {

/// Whether no byte is CR, LF, NUL or `forbidden`.
[[gnu::noinline]] inline bool is_line(const std::string_view& text, char forbidden = '\0') {
  for (const char unit : text) {
    if (unit == '\r' || unit == '\n' || unit == '\0' || unit == forbidden) return false;
  }
  return true;
}

/// Why a header can't be sent, to follow its name in a message; null where it can. A value, which
/// may be a secret, is in no message.
[[gnu::noinline]] inline const char* header_fault(const std::string_view& name,
                                                  const std::string_view& value,
                                                  char forbidden_in_value = '\0') {
  if (name.empty() || !is_line(name, ':')) {
    return ": a header's name is empty or has ':', CR, LF or NUL";
  }
  if (is_line(value, forbidden_in_value)) return nullptr;
  return forbidden_in_value == ':' ? ": a header's value has ':', CR, LF or NUL"
                                   : ": a header's value has CR, LF or NUL";
}

}  // namespace se2::detail
