// SPDX-License-Identifier: Apache-2.0
// src/python/descriptors.hpp: the guest's file descriptors, and which files a path means
//
// libc is given one pre-opened folder, "/". Below it lie the carried files and, where they have no
// such path, the folders that the host has pre-opened.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace se2::python {

/// 0 to 2 are the console's, this one is "/"; libc looks for pre-opened folders from 3 on.
inline constexpr std::int32_t root_descriptor = 3;

struct descriptor {
  enum class kind : std::uint8_t { closed, console, directory, file, host };

  kind is = kind::closed;
  std::int32_t host_fd = -1;
  std::string path = {};                  // of what is carried
  std::span<const std::byte> bytes = {};  // of a carried file
  std::vector<std::byte> inflated = {};   // holds them where they are carried deflated
  std::uint64_t position = 0;
};

/// What a path means: where in the tree it is, and where the host has it.
struct location {
  std::optional<std::string> path;  // nothing below an open folder of the host
  std::int32_t host_fd = -1;        // of a pre-opened or open folder; -1 where the host has none
  std::string host_path = {};
};

class descriptors {
 public:
  /// nullptr where it is not open.
  descriptor* find(std::int32_t fd);

  /// The lowest free number from 4 on.
  std::int32_t open(descriptor opened);
  void close(std::int32_t fd) { table_[static_cast<std::size_t>(fd)] = {}; }

  /// A path relative to an open folder. Nothing where `fd` is none.
  std::optional<location> locate(std::int32_t fd, std::string_view path);

  /// The first names of the host's pre-opened folders, for a listing of "/".
  std::vector<std::string> host_names();

  /// Whether the host's files can be reached. Turned on again, its folders are asked for anew.
  void use_host(bool use);
  [[nodiscard]] bool uses_host() const { return uses_host_; }

 private:
  struct mount {
    std::string path;
    std::int32_t fd;
  };

  const std::vector<mount>& mounts();

  std::vector<descriptor> table_;
  std::vector<mount> mounts_;
  bool knows_mounts_ = false;
  bool uses_host_ = true;
};

/// Those of this module.
descriptors& open_files();

}  // namespace se2::python
