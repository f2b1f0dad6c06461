// SPDX-License-Identifier: Apache-2.0
// src/python/descriptors.cpp: numbers descriptors and resolves paths

#include "descriptors.hpp"

#include <utility>

#include "guest_path.hpp"
#include "wasi_host.hpp"

namespace se2::python {

descriptor* descriptors::find(std::int32_t fd) {
  if (table_.empty()) {
    using enum descriptor::kind;
    for (std::int32_t console_fd = 0; console_fd < root_descriptor; ++console_fd) {
      table_.push_back({.is = console, .host_fd = console_fd});
    }
    table_.push_back({.is = directory});
  }
  const auto index = static_cast<std::size_t>(fd);
  if (fd < 0 || index >= table_.size()) return nullptr;
  auto& found = table_[index];
  return found.is == descriptor::kind::closed ? nullptr : &found;
}

std::int32_t descriptors::open(descriptor opened) {
  std::size_t index = root_descriptor + 1;
  while (index < table_.size() && table_[index].is != descriptor::kind::closed) ++index;
  if (index == table_.size()) table_.emplace_back();
  table_[index] = std::move(opened);
  return static_cast<std::int32_t>(index);
}

std::optional<location> descriptors::locate(std::int32_t fd, std::string_view path) {
  const auto* const folder = find(fd);
  if (folder == nullptr) return std::nullopt;
  if (folder->is == descriptor::kind::host) {
    return location{std::nullopt, folder->host_fd, std::string(path)};
  }
  if (folder->is != descriptor::kind::directory) return std::nullopt;

  const auto absolute = normalized(folder->path + '/' + std::string(path));
  location found{absolute};
  std::size_t longest = 0;
  for (const auto& mount : mounts()) {
    const auto rest = below(mount.path, absolute);
    if (!rest || (found.host_fd >= 0 && mount.path.size() < longest)) continue;
    longest = mount.path.size();
    found.host_fd = mount.fd;
    found.host_path = rest->empty() ? "." : *rest;
  }
  return found;
}

std::vector<std::string> descriptors::host_names() {
  std::vector<std::string> names;
  for (const auto& mount : mounts()) {
    auto first = mount.path.substr(0, mount.path.find('/'));
    if (!first.empty()) names.push_back(std::move(first));
  }
  return names;
}

void descriptors::use_host(bool use) {
  uses_host_ = use;
  mounts_.clear();
  knows_mounts_ = false;
}

const std::vector<descriptors::mount>& descriptors::mounts() {
  if (knows_mounts_ || !uses_host_) return mounts_;
  knows_mounts_ = true;
  __wasi_prestat_t status;
  for (std::int32_t fd = root_descriptor; wasi_host::fd_prestat_get(fd, &status) == 0; ++fd) {
    std::string path(status.u.dir.pr_name_len, '\0');
    auto* const text = reinterpret_cast<std::uint8_t*>(path.data());
    if (wasi_host::fd_prestat_dir_name(fd, text, status.u.dir.pr_name_len) != 0) continue;
    path.resize(path.find_last_not_of('\0') + 1);  // some hosts count a terminating NUL
    mounts_.push_back({normalized(path), fd});
  }
  return mounts_;
}

descriptors& open_files() {
  static constinit descriptors files;
  return files;
}

}  // namespace se2::python
