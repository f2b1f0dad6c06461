// SPDX-License-Identifier: Apache-2.0
// src/python/carried_files.hpp: the read-only files that a packed module has in its memory
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace se2::python {

/// A set of files, laid out by se2-pack (packing/guest/se2_packing/image.py): a magic number and
/// the count of files, then for each the place and size of its path, the place and size of what is
/// stored of its content, and the content's own size, ordered by path, then all these bytes.
/// Numbers are 32 bits, little-endian; places are offsets.
///
/// An image is checked once, when it is opened, which se2-pack has done before the packed module
/// exists; afterwards it is trusted.
class file_image {
 public:
  struct file {
    std::string_view path;
    std::span<const std::byte> stored;  // deflated where it is not as large as the file
    std::size_t size;
  };

  /// The image in these bytes, which must stay where they are. Nothing where it is none: another
  /// magic number, a place outside, more stored than the file has, paths that are empty, repeated
  /// or out of order.
  static std::optional<file_image> open(std::span<const std::byte> bytes);

  [[nodiscard]] std::uint32_t size() const { return count_; }
  [[nodiscard]] file operator[](std::uint32_t index) const;

  /// The index of the first file whose path is not less.
  [[nodiscard]] std::uint32_t lower_bound(std::string_view path) const;

  [[nodiscard]] std::optional<file> find(std::string_view path) const;

  /// Whether a path starts with `prefix`, which ends in a slash.
  [[nodiscard]] bool has_below(std::string_view prefix) const;

  [[nodiscard]] const std::byte* data() const { return data_; }

 private:
  file_image(const std::byte* data, std::uint32_t count) : data_(data), count_(count) {}

  const std::byte* data_;
  std::uint32_t count_;
};

/// All mounted images as one tree. Paths are absolute without the slash in front; "" is the root.
class carried_files {
 public:
  struct name {
    std::string text;
    bool is_directory;
  };

  /// False where the bytes are no image.
  bool mount(std::span<const std::byte> image);
  void unmount(const std::byte* image);

  [[nodiscard]] std::optional<file_image::file> find(std::string_view path) const;
  [[nodiscard]] bool is_directory(std::string_view path) const;

  /// What is in a directory, each name once.
  [[nodiscard]] std::vector<name> list(std::string_view directory) const;

 private:
  std::vector<file_image> images_;
};

/// The tree of this module.
carried_files& carried();

}  // namespace se2::python
