// SPDX-License-Identifier: Apache-2.0
// src/python/search_path.hpp: where plugin.py and the standard library are looked for
#pragma once

#include <cstdlib>
#include <string>
#include <string_view>

namespace se2::python {

inline constexpr const char* standard_library = "/usr/local/lib/python3.11";
inline constexpr const char* zipped_standard_library = "/usr/local/lib/python311.zip";

/// The plugin's folders, separated by colons: PYTHONPATH, else /plugin.
inline std::string_view plugin_path() {
  const char* const named = std::getenv("PYTHONPATH");
  return named != nullptr && *named != '\0' ? named : "/plugin";
}

/// Calls `use` with each folder of plugin_path().
template <class Use>
void for_each_plugin_folder(Use&& use) {
  std::string_view rest = plugin_path();
  while (!rest.empty()) {
    const auto end = rest.find(':');
    const auto folder = rest.substr(0, end);
    if (!folder.empty()) use(folder);
    rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
  }
}

/// `file` as its author knows it, relative to the plugin's folder; empty where it is in none.
inline std::string name_in_plugin(std::string_view file) {
  std::string name;
  for_each_plugin_folder([&](std::string_view folder) {
    if (!name.empty() || !file.starts_with(folder)) return;
    const auto rest = file.substr(folder.size());
    const auto start = rest.find_first_not_of('/');
    if (start != rest.npos && (start > 0 || folder.ends_with('/'))) name = rest.substr(start);
  });
  return name;
}

}  // namespace se2::python
