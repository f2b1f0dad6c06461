// SPDX-License-Identifier: Apache-2.0
// src/python/guest_path.hpp: paths of the guest: absolute without the slash in front, "" the root
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace se2::python {

/// Without empty parts, "." and ".."; what leads above the root stays there.
inline std::string normalized(std::string_view path) {
  std::string result;
  while (!path.empty()) {
    const auto end = path.find('/');
    const auto part = path.substr(0, end);
    path.remove_prefix(end == path.npos ? path.size() : end + 1);
    if (part.empty() || part == ".") continue;
    if (part == "..") {
      const auto last = result.rfind('/');
      result.resize(last == result.npos ? 0 : last);
      continue;
    }
    if (!result.empty()) result += '/';
    result += part;
  }
  return result;
}

/// What of `path` lies below `folder`; nothing where it is outside.
inline std::optional<std::string_view> below(std::string_view folder, std::string_view path) {
  if (folder.empty()) return path;
  if (!path.starts_with(folder)) return std::nullopt;
  const auto rest = path.substr(folder.size());
  if (rest.empty()) return rest;
  return rest.starts_with('/') ? std::optional(rest.substr(1)) : std::nullopt;
}

}  // namespace se2::python
