// SPDX-License-Identifier: Apache-2.0
// tests/fuzz/native/input.hpp: what the fuzzers share: an input read piece by piece, and checks
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string_view>

/// Ends the process, which libFuzzer reports with the input, where `holds` is false.
inline void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

/// The bytes of an input; zeroes and empty texts when there are no more.
class input {
 public:
  input(const std::uint8_t* data, std::size_t size) : left_(data, size) {}

  [[nodiscard]] bool done() const { return left_.empty(); }

  std::uint8_t byte() {
    if (left_.empty()) return 0;
    const auto value = left_.front();
    left_ = left_.subspan(1);
    return value;
  }

  std::uint32_t number() {
    std::uint32_t value = 0;
    for (int shift = 0; shift < 32; shift += 8) value |= std::uint32_t{byte()} << shift;
    return value;
  }

  /// As many bytes as the next one says.
  std::string_view text() { return take(byte()); }

  std::string_view rest() { return take(left_.size()); }

 private:
  std::string_view take(std::size_t size) {
    const auto taken = left_.first(size < left_.size() ? size : left_.size());
    left_ = left_.subspan(taken.size());
    return {reinterpret_cast<const char*>(taken.data()), taken.size()};
  }

  std::span<const std::uint8_t> left_;
};
