// SPDX-License-Identifier: Apache-2.0
// src/python/carried_files.cpp: looks up and lists carried files

#include "carried_files.hpp"

#include <algorithm>
#include <cstring>

namespace se2::python {

namespace {

constexpr std::uint32_t magic = 0x46324553;  // "SE2F"

struct header {
  std::uint32_t magic;
  std::uint32_t count;
};

struct entry {
  std::uint32_t path_offset;
  std::uint32_t path_size;
  std::uint32_t data_offset;
  std::uint32_t data_size;
};

template <class T>
T read(const std::byte* place) {
  T value;
  std::memcpy(&value, place, sizeof value);
  return value;
}

std::string prefix_of(std::string_view directory) {
  std::string prefix(directory);
  if (!prefix.empty()) prefix += '/';
  return prefix;
}

}  // namespace

std::optional<file_image> file_image::at(const std::byte* data) {
  const auto start = read<header>(data);
  if (start.magic != magic) return std::nullopt;
  return file_image(data, start.count);
}

file_image::file file_image::operator[](std::uint32_t index) const {
  const auto at = read<entry>(data_ + sizeof(header) + index * sizeof(entry));
  return {{reinterpret_cast<const char*>(data_) + at.path_offset, at.path_size},
          {data_ + at.data_offset, at.data_size}};
}

std::uint32_t file_image::lower_bound(std::string_view path) const {
  std::uint32_t first = 0;
  std::uint32_t count = count_;
  while (count > 0) {
    const auto half = count / 2;
    if ((*this)[first + half].path < path) {
      first += half + 1;
      count -= half + 1;
    } else {
      count = half;
    }
  }
  return first;
}

bool carried_files::mount(const std::byte* image) {
  const auto opened = file_image::at(image);
  if (opened) images_.push_back(*opened);
  return opened.has_value();
}

void carried_files::unmount(const std::byte* image) {
  std::erase_if(images_, [&](const file_image& mounted) { return mounted.data() == image; });
}

std::optional<std::span<const std::byte>> carried_files::find(std::string_view path) const {
  for (const auto& image : images_) {
    const auto index = image.lower_bound(path);
    if (index < image.size() && image[index].path == path) return image[index].bytes;
  }
  return std::nullopt;
}

bool carried_files::is_directory(std::string_view path) const {
  if (path.empty()) return true;
  const auto prefix = prefix_of(path);
  return std::ranges::any_of(images_, [&](const file_image& image) {
    const auto index = image.lower_bound(prefix);
    return index < image.size() && image[index].path.starts_with(prefix);
  });
}

std::vector<carried_files::name> carried_files::list(std::string_view directory) const {
  const auto prefix = prefix_of(directory);
  std::vector<name> names;
  for (const auto& image : images_) {
    for (auto index = image.lower_bound(prefix); index < image.size(); ++index) {
      const auto path = image[index].path;
      if (!path.starts_with(prefix)) break;
      const auto rest = path.substr(prefix.size());
      const auto end = std::min(rest.find('/'), rest.size());
      const auto text = rest.substr(0, end);
      const bool is_known =
          std::ranges::any_of(names, [&](const name& other) { return other.text == text; });
      if (!is_known) names.push_back({std::string(text), end < rest.size()});
    }
  }
  return names;
}

carried_files& carried() {
  static constinit carried_files files;
  return files;
}

}  // namespace se2::python
