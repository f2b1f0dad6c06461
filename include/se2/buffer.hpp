// SPDX-License-Identifier: Apache-2.0
// se2/buffer.hpp: owned bytes
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <utility>

namespace se2 {

/// Bytes handed over by the host, owned by the guest and freed with the buffer.
///
/// It is byte-like itself: a handler may return it. Views borrow from it, so they can't be taken
/// from a temporary.
class buffer {
 public:
  buffer() = default;

  /// `size` bytes whose content the caller fills in through `data()`.
  explicit buffer(std::size_t size)
      : data_(std::make_unique_for_overwrite<char[]>(size)), size_(size) {}

  /// Takes the bytes; `other` is empty then.
  buffer(buffer&& other) noexcept
      : data_(std::move(other.data_)), size_(std::exchange(other.size_, 0)) {}
  buffer& operator=(buffer&& other) noexcept {
    data_ = std::move(other.data_);
    size_ = std::exchange(other.size_, 0);
    return *this;
  }

  /// The bytes themselves, valid as long as the buffer is neither moved from nor destroyed; null
  /// where there are none.
  [[nodiscard]] char* data() noexcept { return data_.get(); }
  [[nodiscard]] const char* data() const noexcept { return data_.get(); }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }

  /// The bytes as views, with the lifetime of `data`.
  [[nodiscard]] std::span<const std::byte> bytes() const& noexcept {
    return std::as_bytes(std::span(data(), size_));
  }
  [[nodiscard]] std::string_view text() const& noexcept { return {data(), size_}; }
  void bytes() const&& = delete;
  void text() const&& = delete;

  /// For range-based loops over the bytes.
  [[nodiscard]] const char* begin() const noexcept { return data(); }
  [[nodiscard]] const char* end() const noexcept { return data() + size_; }

 private:
  std::unique_ptr<char[]> data_;
  std::size_t size_ = 0;
};

}  // namespace se2
