// SPDX-License-Identifier: Apache-2.0
// src/python/pairs.hpp: mappings of str or bytes as the host API takes them
#pragma once

#include <se2/python/pybind.hpp>

#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "values.hpp"

namespace se2::python {

/// The items of a mapping or of an iterable of pairs, kept: it may make them on the way. Raises
/// TypeError that names the parameter.
class pairs {
 public:
  pairs(const char* parameter, const pybind11::object& value);

  /// Valid as long as this lives and no value is changed.
  [[nodiscard]] std::span<const std::pair<std::string_view, std::string_view>> list() const {
    return texts_;
  }

 private:
  std::vector<byte_view> owners_;
  std::vector<std::pair<std::string_view, std::string_view>> texts_;
};

}  // namespace se2::python
