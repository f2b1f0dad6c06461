// SPDX-License-Identifier: Apache-2.0
// src/exceptions/runtime/personality.cpp: finds the catch clause that takes an exception
#include "exception.hpp"

#include <cstdint>

namespace {

using se2::exceptions::exception;
using byte = std::uint8_t;

std::uint32_t read_unsigned(const byte*& at) {
  std::uint32_t value = 0;
  for (unsigned shift = 0;; shift += 7) {
    value |= std::uint32_t{*at & 0x7fU} << shift;
    if ((*at++ & 0x80) == 0) return value;
  }
}

std::int32_t read_signed(const byte*& at) {
  std::uint32_t value = 0;
  unsigned shift = 0;
  byte last;
  do {
    last = *at++;
    value |= std::uint32_t{last & 0x7fU} << shift;
    shift += 7;
  } while ((last & 0x80) != 0);
  if (shift < 32 && (last & 0x40) != 0) value |= ~std::uint32_t{0} << shift;
  return static_cast<std::int32_t>(value);
}

/// The table that the compiler writes for a function with catch clauses, read from its start.
struct clause_table {
  const std::type_info* const* types_end = nullptr;  // clause n names types_end[-n]
  const byte* sites;
  const byte* actions;

  explicit clause_table(const byte* at) {
    ++at;  // encoding of the landing pads' base: always absent
    if (*at++ != 0xff) {
      const auto distance = read_unsigned(at);
      types_end = reinterpret_cast<const std::type_info* const*>(at + distance);
    }
    ++at;  // encoding of the sites: always unsigned LEB128
    const auto length = read_unsigned(at);
    sites = at;
    actions = at + length;
  }

  /// The first clause to try at landing pad `index`; null where there are only destructors to run.
  [[nodiscard]] const byte* first_action(std::uint32_t index) const {
    const byte* at = sites;
    for (std::uint32_t skipped = 0; skipped < 2 * index + 1; ++skipped) read_unsigned(at);
    const auto action = read_unsigned(at);
    return action == 0 ? nullptr : actions + action - 1;
  }
};

}  // namespace

extern "C" {

/// The compiler's landing pads fill the first two members and read the third.
struct landing_pad_context {
  std::uint32_t index;
  const byte* table;
  std::uint32_t selector;
};
[[gnu::weak]] constinit landing_pad_context __wasm_lpad_context{};

[[gnu::weak]] int _Unwind_CallPersonality(exception* thrown) {
  auto& context = __wasm_lpad_context;
  context.selector = 0;
  if (context.table == nullptr) return 0;
  const clause_table table(context.table);
  const byte* action = table.first_action(context.index);
  while (action != nullptr) {
    const auto clause = read_signed(action);
    if (clause > 0) {
      const auto* const wanted = table.types_end[-clause];
      void* object = thrown->object();
      if (wanted == nullptr || se2::exceptions::matches(*wanted, *thrown->type, object)) {
        thrown->adjusted = object;
        context.selector = static_cast<std::uint32_t>(clause);
        break;
      }
    }
    const byte* next = action;
    const auto distance = read_signed(next);
    action = distance == 0 ? nullptr : action + distance;
  }
  return 0;
}

}  // extern "C"
