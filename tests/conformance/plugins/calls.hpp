// SPDX-License-Identifier: Apache-2.0
// tests/conformance/plugins/calls.hpp: a call of the library, told by a payload, and the slot after
// it
#pragma once

#include <se2/abi/imports.hpp>
#include <se2/buffer.hpp>
#include <se2/error.hpp>
#include <se2/execution.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace calls {

/// The lines of a payload: the call's name and its arguments; those left out are empty.
using words = std::vector<std::string_view>;

inline std::pair<std::string_view, std::string_view> split(std::string_view text, char at) {
  const auto end = text.find(at);
  if (end == text.npos) return {text, {}};
  return {text.substr(0, end), text.substr(end + 1)};
}

inline words words_of(std::string_view payload) {
  words found;
  for (;;) {
    const auto [line, rest] = split(payload, '\n');
    found.push_back(line);
    if (line.size() == payload.size()) break;
    payload = rest;
  }
  while (found.size() < 3) found.emplace_back();
  return found;
}

inline se2::result<std::string> as_text(const se2::result<se2::buffer>& got) {
  if (!got) return std::unexpected(got.error());
  return std::string(got->text());
}

/// A call by hand whose answer nobody fetches.
inline void leave(std::int32_t ident) { se2_host_request_get_field(0, "method", 6, ident); }

/// Whether a call by hand finds the slot free; afterwards it is.
inline bool is_slot_free(std::int32_t ident) {
  const std::int32_t size = se2_host_request_get_field(0, "method", 6, ident);
  if (size < 0) return false;
  std::string method(static_cast<std::size_t>(size), '\0');
  return se2_host_get_ffi_result(method.data(), ident) == 0;
}

/// Makes the call that the payload tells, after `leave` where its first word is "leaving".
/// Afterwards the slot must be free.
inline se2::result<std::string> run(std::string_view payload, const se2::execution& run,
                                    se2::result<std::string> (*answer)(const words&)) {
  if (const auto [first, rest] = split(payload, ' '); first == "leaving") {
    leave(run.id());
    payload = rest;
  }
  auto answered = answer(words_of(payload));
  if (!is_slot_free(run.id())) return "the slot is not free";
  return answered;
}

}  // namespace calls
