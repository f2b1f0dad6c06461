// SPDX-License-Identifier: Apache-2.0
// src/python/carried_files.cpp: looks up and lists carried files

#include "carried_files.hpp"

#include <algorithm>
#include <cstring>

namespace se2::python {

namespace {

constexpr std::uint32_t magic = 0x47324553;  // "SE2G"

struct header {
  std::uint32_t magic;
  std::uint32_t count;
};

struct entry {
  std::uint32_t path_offset;
  std::uint32_t path_size;
  std::uint32_t stored_offset;
  std::uint32_t stored_size;
  std::uint32_t size;
};

template <class T>
T read(const std::byte* place) {
  T value;
  std::memcpy(&value, place, sizeof value);
  return value;
}

entry entry_at(const std::byte* image, std::uint32_t index) {
  return read<entry>(image + sizeof(header) + index * sizeof(entry));
}

std::string prefix_of(std::string_view directory) {
  std::string prefix(directory);
  if (!prefix.empty()) prefix += '/';
  return prefix;
}

}  // namespace

std::optional<file_image> file_image::open(std::span<const std::byte> bytes) {
  if (bytes.size() < sizeof(header)) return std::nullopt;
  const auto start = read<header>(bytes.data());
  const auto room = (bytes.size() - sizeof(header)) / sizeof(entry);
  if (start.magic != magic || start.count > room) return std::nullopt;

  const auto is_within = [&](std::uint32_t offset, std::uint32_t size) {
    return offset <= bytes.size() && size <= bytes.size() - offset;
  };
  const file_image image(bytes.data(), start.count);
  std::string_view before;
  for (std::uint32_t index = 0; index < start.count; ++index) {
    const auto at = entry_at(image.data_, index);
    if (!is_within(at.path_offset, at.path_size)) return std::nullopt;
    if (!is_within(at.stored_offset, at.stored_size)) return std::nullopt;
    if (at.stored_size > at.size) return std::nullopt;
    const auto path = image[index].path;
    if (path <= before) return std::nullopt;
    before = path;
  }
  return image;
}

file_image::file file_image::operator[](std::uint32_t index) const {
  const auto at = entry_at(data_, index);
  return {{reinterpret_cast<const char*>(data_) + at.path_offset, at.path_size},
          {data_ + at.stored_offset, at.stored_size},
          at.size};
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

std::optional<file_image::file> file_image::find(std::string_view path) const {
  const auto index = lower_bound(path);
  if (index == count_ || (*this)[index].path != path) return std::nullopt;
  return (*this)[index];
}

bool file_image::has_below(std::string_view prefix) const {
  const auto index = lower_bound(prefix);
  return index < count_ && (*this)[index].path.starts_with(prefix);
}

bool carried_files::mount(std::span<const std::byte> image) {
  const auto opened = file_image::open(image);
  if (opened) images_.push_back(*opened);
  return opened.has_value();
}

void carried_files::unmount(const std::byte* image) {
  std::erase_if(images_, [&](const file_image& mounted) { return mounted.data() == image; });
}

std::optional<file_image::file> carried_files::find(std::string_view path) const {
  for (const auto& image : images_) {
    if (const auto file = image.find(path)) return file;
  }
  return std::nullopt;
}

bool carried_files::is_directory(std::string_view path) const {
  if (path.empty()) return true;
  const auto prefix = prefix_of(path);
  return std::ranges::any_of(images_, [&](const auto& image) { return image.has_below(prefix); });
}

std::vector<carried_files::name> carried_files::list(std::string_view directory) const {
  const auto prefix = prefix_of(directory);
  std::vector<name> names;
  for (auto image = images_.begin(); image != images_.end(); ++image) {
    const auto is_in_earlier = [&](const std::string& path) {
      return std::any_of(images_.begin(), image, [&](const file_image& earlier) {
        return earlier.find(path) || earlier.has_below(path + '/');
      });
    };
    std::string_view last;
    for (auto index = image->lower_bound(prefix); index < image->size(); ++index) {
      const auto path = (*image)[index].path;
      if (!path.starts_with(prefix)) break;
      const auto rest = path.substr(prefix.size());
      const auto text = rest.substr(0, rest.find('/'));
      if (text == last || is_in_earlier(prefix + std::string(text))) continue;
      names.push_back({std::string(text), text.size() < rest.size()});
      last = text;
    }
  }
  return names;
}

carried_files& carried() {
  static constinit carried_files files;
  return files;
}

}  // namespace se2::python
