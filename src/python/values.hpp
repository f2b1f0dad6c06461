// SPDX-License-Identifier: Apache-2.0
// src/python/values.hpp: bytes of the host as Python values, and back
#pragma once

#include <se2/python/pybind.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace se2::python {

/// The payload as str. Throws `se2::error` 400 that names the first byte that is not UTF-8.
pybind11::object to_str(std::span<const std::byte> payload);

/// A text of the host: bytes that are not UTF-8 become lone surrogates, as in file names.
pybind11::str host_text(std::string_view text);

/// The payload as bytes.
pybind11::object to_bytes(std::span<const std::byte> payload);

/// The bytes of a str, as UTF-8, or of a bytes-like object in C order. It keeps the object.
class byte_view {
 public:
  /// Nothing where `value` is neither. Throws Python's UnicodeEncodeError for a lone surrogate.
  static std::optional<byte_view> of(pybind11::handle value);

  /// Valid as long as this lives and the value is not changed.
  [[nodiscard]] std::string_view text() const { return text_; }

 private:
  byte_view(pybind11::object owner, std::string_view text)
      : owner_(std::move(owner)), text_(text) {}

  pybind11::object owner_;
  std::string_view text_;
};

}  // namespace se2::python
