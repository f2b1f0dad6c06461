// SPDX-License-Identifier: Apache-2.0
// se2/detail/pairs.hpp: names with values, borrowed for one call
#pragma once

#include <concepts>
#include <initializer_list>
#include <span>
#include <string_view>
#include <utility>

namespace se2::detail {

/// A name and its value.
using pair = std::pair<std::string_view, std::string_view>;

/// An initializer list of them, or anything that a span of them can be made of. It borrows them, so
/// it is for parameters only.
class pairs {
 public:
  constexpr pairs() = default;
  constexpr pairs(std::initializer_list<pair> list) : list_(list.begin(), list.size()) {}
  template <class Range>
    requires std::convertible_to<const Range&, std::span<const pair>>
  constexpr pairs(const Range& range) : list_(range) {}

  [[nodiscard]] constexpr const pair* begin() const { return list_.data(); }
  [[nodiscard]] constexpr const pair* end() const { return list_.data() + list_.size(); }

 private:
  std::span<const pair> list_;
};

}  // namespace se2::detail
