// SPDX-License-Identifier: Apache-2.0
// src/python/wasi_files.cpp: WASI's file functions, as wasi-libc calls them
//
// Carried files are answered here, all else by the host. Each function is one of WASI preview 1:
// https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md

#include <algorithm>
#include <cstring>
#include <utility>

#include "carried_files.hpp"
#include "descriptors.hpp"
#include "inflate.hpp"
#include "stdio.hpp"
#include "wasi_host.hpp"

namespace se2::python {

namespace {

using kind = descriptor::kind;

constexpr std::uint64_t modified = 315532800'000'000'000;  // 1980-01-01, the first a zip can tell
constexpr std::uint64_t all_rights = ~std::uint64_t{};

constexpr __wasi_filetype_t folder_type = __WASI_FILETYPE_DIRECTORY;
constexpr __wasi_filetype_t file_type = __WASI_FILETYPE_REGULAR_FILE;
constexpr __wasi_filetype_t unknown_type = __WASI_FILETYPE_UNKNOWN;

constexpr __wasi_rights_t writing =
    __WASI_RIGHTS_FD_WRITE | __WASI_RIGHTS_FD_ALLOCATE | __WASI_RIGHTS_FD_FILESTAT_SET_SIZE;

std::string_view text(const char* path, std::uint32_t size) { return {path, size}; }

/// A number for a path, the same wherever it is asked for (64-bit FNV-1a).
std::uint64_t file_number(std::string_view path) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : path) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return hash;
}

std::string joined(std::string_view directory, std::string_view name) {
  std::string path(directory);
  if (!path.empty()) path += '/';
  return path += name;
}

__wasi_filestat_t status_of(std::string_view path, __wasi_filetype_t type, std::uint64_t size) {
  return {.dev = 1,
          .ino = file_number(path),
          .filetype = type,
          .nlink = 1,
          .size = size,
          .atim = modified,
          .mtim = modified,
          .ctim = modified};
}

std::optional<__wasi_filestat_t> status_of_carried(std::string_view path) {
  if (const auto file = carried().find(path)) return status_of(path, file_type, file->size);
  if (carried().is_directory(path)) return status_of(path, folder_type, 0);
  return std::nullopt;
}

/// The path of something that is carried, else null.
const std::string* carried_path(const location& place) {
  return place.path && status_of_carried(*place.path) ? &*place.path : nullptr;
}

/// What to say of a change at a path that the host does not have.
__wasi_errno_t refusal(const location& place) {
  if (!place.path) return __WASI_ERRNO_NOENT;
  const auto end = place.path->rfind('/');
  const auto folder = std::string_view(*place.path).substr(0, end == place.path->npos ? 0 : end);
  return carried().is_directory(folder) ? __WASI_ERRNO_ROFS : __WASI_ERRNO_NOENT;
}

/// Calls `host(fd, path, size)` where the path is the host's alone, to change something there.
template <class Host>
std::int32_t change(std::int32_t fd, std::string_view path, Host host) {
  const auto place = open_files().locate(fd, path);
  if (!place) return __WASI_ERRNO_BADF;
  if (carried_path(*place)) return __WASI_ERRNO_ROFS;
  if (place->host_fd < 0) return refusal(*place);
  return host(place->host_fd, place->host_path.c_str(),
              static_cast<std::uint32_t>(place->host_path.size()));
}

/// Calls `host(fd)` for a descriptor of the host's; for another the answer is `otherwise`.
template <class Host>
std::int32_t on_host(std::int32_t fd, __wasi_errno_t otherwise, Host host) {
  const auto* const found = open_files().find(fd);
  if (found == nullptr) return __WASI_ERRNO_BADF;
  const bool is_host =
      found->is == kind::host || (found->is == kind::console && open_files().uses_host());
  return is_host ? host(found->host_fd) : otherwise;
}

std::uint32_t read_at(std::span<const std::byte> bytes, std::uint64_t position,
                      std::span<const __wasi_iovec_t> parts) {
  std::uint32_t total = 0;
  for (const auto& part : parts) {
    if (position >= bytes.size()) break;
    const auto size = std::min<std::size_t>(part.buf_len, bytes.size() - position);
    std::memcpy(part.buf, bytes.data() + position, size);
    position += size;
    total += size;
  }
  return total;
}

/// Appends as much of `bytes` as fits; directory listings may end anywhere.
void append(std::span<std::uint8_t> buffer, __wasi_size_t& used, const void* bytes,
            std::size_t size) {
  const auto fitting = std::min(size, buffer.size() - used);
  std::memcpy(buffer.data() + used, bytes, fitting);
  used += fitting;
}

std::vector<carried_files::name> names_in(const std::string& directory) {
  auto names = carried().list(directory);
  if (!directory.empty() || !open_files().uses_host()) return names;
  for (auto& host_name : open_files().host_names()) {
    const auto is_same = [&](const auto& name) { return name.text == host_name; };
    if (std::ranges::none_of(names, is_same)) names.push_back({std::move(host_name), true});
  }
  return names;
}

std::int32_t open_carried(const std::string& path, std::int32_t how, std::uint64_t rights,
                          std::int32_t* opened) {
  if ((how & __WASI_OFLAGS_CREAT) != 0 && (how & __WASI_OFLAGS_EXCL) != 0) {
    return __WASI_ERRNO_EXIST;
  }
  const auto file = carried().find(path);
  if (!file && (rights & writing) != 0) return __WASI_ERRNO_ISDIR;
  if (file && (how & __WASI_OFLAGS_DIRECTORY) != 0) return __WASI_ERRNO_NOTDIR;
  if ((how & __WASI_OFLAGS_TRUNC) != 0 || (rights & writing) != 0) return __WASI_ERRNO_ROFS;
  descriptor found{.is = file ? kind::file : kind::directory, .path = path};
  if (file) {
    if (file->stored.size() == file->size) {
      found.bytes = file->stored;
    } else {
      auto inflated = inflate(file->stored, file->size);
      if (!inflated) return __WASI_ERRNO_NOMEM;
      found.inflated = std::move(*inflated);
      found.bytes = found.inflated;
    }
  }
  *opened = open_files().open(std::move(found));
  return __WASI_ERRNO_SUCCESS;
}

std::int32_t open_on_host(const location& place, std::int32_t lookup, std::int32_t how,
                          std::uint64_t rights, std::uint64_t inherited, std::int32_t flags,
                          std::int32_t* opened) {
  // Some hosts refuse more rights than the folder passes on.
  __wasi_fdstat_t folder;
  if (const auto failed = wasi_host::fd_fdstat_get(place.host_fd, &folder)) return failed;
  std::int32_t host_fd = -1;
  const auto failed = wasi_host::path_open(
      place.host_fd, lookup, place.host_path.c_str(),
      static_cast<std::uint32_t>(place.host_path.size()), how, rights & folder.fs_rights_inheriting,
      inherited & folder.fs_rights_inheriting, flags, &host_fd);
  if (failed != 0) return failed;
  *opened = open_files().open({.is = kind::host, .host_fd = host_fd});
  return __WASI_ERRNO_SUCCESS;
}

}  // namespace

}  // namespace se2::python

// NOLINTBEGIN(bugprone-reserved-identifier): wasi-libc's names
using namespace se2::python;

#define SE2_DETAIL_WASI(name) extern "C" std::int32_t __imported_wasi_snapshot_preview1_##name

SE2_DETAIL_WASI(environ_sizes_get)(__wasi_size_t* count, __wasi_size_t* size) {
  if (open_files().uses_host()) return wasi_host::environ_sizes_get(count, size);
  *count = *size = 0;
  return __WASI_ERRNO_SUCCESS;
}

SE2_DETAIL_WASI(environ_get)(std::uint8_t** variables, std::uint8_t* text) {
  return open_files().uses_host() ? wasi_host::environ_get(variables, text) : 0;
}

SE2_DETAIL_WASI(clock_res_get)(std::int32_t, __wasi_timestamp_t* resolution) {
  *resolution = 1000;  // no host tells time finer than this
  return __WASI_ERRNO_SUCCESS;
}

SE2_DETAIL_WASI(sched_yield)() { return __WASI_ERRNO_SUCCESS; }

SE2_DETAIL_WASI(poll_oneoff)
(const __wasi_subscription_t* wanted, __wasi_event_t* events, std::uint32_t count,
 __wasi_size_t* answered) {
  std::vector<__wasi_subscription_t> asked(wanted, wanted + count);
  for (auto& subscription : asked) {
    if (subscription.u.tag == __WASI_EVENTTYPE_CLOCK) continue;
    auto& fd = subscription.u.u.fd_read.file_descriptor;
    const auto failed = on_host(static_cast<std::int32_t>(fd), __WASI_ERRNO_NOTSUP, [&](auto own) {
      fd = static_cast<__wasi_fd_t>(own);
      return 0;
    });
    if (failed != 0) return failed;
  }
  return wasi_host::poll_oneoff(asked.data(), events, count, answered);
}

// Descriptors

SE2_DETAIL_WASI(fd_prestat_get)(std::int32_t fd, __wasi_prestat_t* status) {
  if (fd != root_descriptor) return __WASI_ERRNO_BADF;
  *status = {.tag = __WASI_PREOPENTYPE_DIR, .u = {.dir = {.pr_name_len = 1}}};
  return __WASI_ERRNO_SUCCESS;
}

SE2_DETAIL_WASI(fd_prestat_dir_name)(std::int32_t fd, std::uint8_t* path, std::uint32_t size) {
  if (fd != root_descriptor || size == 0) return __WASI_ERRNO_BADF;
  *path = '/';
  return __WASI_ERRNO_SUCCESS;
}

SE2_DETAIL_WASI(fd_fdstat_get)(std::int32_t fd, __wasi_fdstat_t* status) {
  const auto* const found = open_files().find(fd);
  const bool is_directory = found != nullptr && found->is == kind::directory;
  const bool is_file = found != nullptr && found->is == kind::file;
  *status = {.fs_filetype = is_directory ? folder_type
                            : is_file    ? file_type
                                         : unknown_type,
             .fs_flags = 0,
             .fs_rights_base = is_directory || is_file ? all_rights & ~writing : all_rights,
             .fs_rights_inheriting = all_rights};
  return on_host(fd, __WASI_ERRNO_SUCCESS,
                 [&](auto own) { return wasi_host::fd_fdstat_get(own, status); });
}

SE2_DETAIL_WASI(fd_fdstat_set_flags)(std::int32_t fd, std::int32_t flags) {
  return on_host(fd, __WASI_ERRNO_NOTSUP,
                 [&](auto own) { return wasi_host::fd_fdstat_set_flags(own, flags); });
}

SE2_DETAIL_WASI(fd_close)(std::int32_t fd) {
  if (open_files().find(fd) == nullptr) return __WASI_ERRNO_BADF;
  const auto failed =
      on_host(fd, __WASI_ERRNO_SUCCESS, [](auto own) { return wasi_host::fd_close(own); });
  open_files().close(fd);
  return failed;
}

SE2_DETAIL_WASI(fd_filestat_get)(std::int32_t fd, __wasi_filestat_t* status) {
  const auto* const found = open_files().find(fd);
  if (found != nullptr) {
    const auto carried_status = status_of_carried(found->path);
    *status = carried_status && found->is != kind::console ? *carried_status
                                                           : status_of("", unknown_type, 0);
  }
  return on_host(fd, __WASI_ERRNO_SUCCESS,
                 [&](auto own) { return wasi_host::fd_filestat_get(own, status); });
}

SE2_DETAIL_WASI(fd_filestat_set_size)(std::int32_t fd, std::uint64_t size) {
  return on_host(fd, __WASI_ERRNO_INVAL,
                 [&](auto own) { return wasi_host::fd_filestat_set_size(own, size); });
}

SE2_DETAIL_WASI(fd_filestat_set_times)
(std::int32_t fd, std::uint64_t accessed, std::uint64_t changed, std::int32_t flags) {
  return on_host(fd, __WASI_ERRNO_ROFS, [&](auto own) {
    return wasi_host::fd_filestat_set_times(own, accessed, changed, flags);
  });
}

SE2_DETAIL_WASI(fd_advise)
(std::int32_t fd, std::uint64_t offset, std::uint64_t size, std::int32_t advice) {
  return on_host(fd, __WASI_ERRNO_SUCCESS,
                 [&](auto own) { return wasi_host::fd_advise(own, offset, size, advice); });
}

SE2_DETAIL_WASI(fd_allocate)(std::int32_t fd, std::uint64_t offset, std::uint64_t size) {
  return on_host(fd, __WASI_ERRNO_BADF,
                 [&](auto own) { return wasi_host::fd_allocate(own, offset, size); });
}

SE2_DETAIL_WASI(fd_sync)(std::int32_t fd) {
  return on_host(fd, __WASI_ERRNO_SUCCESS, [](auto own) { return wasi_host::fd_sync(own); });
}

SE2_DETAIL_WASI(fd_datasync)(std::int32_t fd) {
  return on_host(fd, __WASI_ERRNO_SUCCESS, [](auto own) { return wasi_host::fd_datasync(own); });
}

SE2_DETAIL_WASI(fd_read)
(std::int32_t fd, const __wasi_iovec_t* parts, std::uint32_t count, __wasi_size_t* size) {
  auto* const found = open_files().find(fd);
  if (found != nullptr && found->is == kind::file) {
    *size = read_at(found->bytes, found->position, {parts, count});
    found->position += *size;
    return __WASI_ERRNO_SUCCESS;
  }
  if (found != nullptr && found->is == kind::directory) return __WASI_ERRNO_ISDIR;
  *size = 0;  // the console has no input
  return on_host(fd, __WASI_ERRNO_SUCCESS,
                 [&](auto own) { return wasi_host::fd_read(own, parts, count, size); });
}

SE2_DETAIL_WASI(fd_pread)
(std::int32_t fd, const __wasi_iovec_t* parts, std::uint32_t count, std::uint64_t offset,
 __wasi_size_t* size) {
  const auto* const found = open_files().find(fd);
  if (found != nullptr && found->is == kind::file) {
    *size = read_at(found->bytes, offset, {parts, count});
    return __WASI_ERRNO_SUCCESS;
  }
  return on_host(fd, __WASI_ERRNO_SPIPE,
                 [&](auto own) { return wasi_host::fd_pread(own, parts, count, offset, size); });
}

SE2_DETAIL_WASI(fd_write)
(std::int32_t fd, const __wasi_ciovec_t* parts, std::uint32_t count, __wasi_size_t* written) {
  auto* const found = open_files().find(fd);
  if (found != nullptr && found->is == kind::console) {
    if (fd == 0) return __WASI_ERRNO_BADF;
    if (!is_console_logged()) return wasi_host::fd_write(fd, parts, count, written);
    *written = 0;
    for (const auto& part : std::span(parts, count)) {
      write_stdio(fd, {reinterpret_cast<const char*>(part.buf), part.buf_len});
      *written += part.buf_len;
    }
    return __WASI_ERRNO_SUCCESS;
  }
  return on_host(fd, __WASI_ERRNO_BADF,
                 [&](auto own) { return wasi_host::fd_write(own, parts, count, written); });
}

SE2_DETAIL_WASI(fd_pwrite)
(std::int32_t fd, const __wasi_ciovec_t* parts, std::uint32_t count, std::uint64_t offset,
 __wasi_size_t* written) {
  return on_host(fd, __WASI_ERRNO_BADF, [&](auto own) {
    return wasi_host::fd_pwrite(own, parts, count, offset, written);
  });
}

SE2_DETAIL_WASI(fd_seek)
(std::int32_t fd, std::int64_t offset, std::int32_t whence, std::uint64_t* position) {
  auto* const found = open_files().find(fd);
  if (found == nullptr || found->is != kind::file) {
    return on_host(fd, __WASI_ERRNO_SPIPE,
                   [&](auto own) { return wasi_host::fd_seek(own, offset, whence, position); });
  }
  const auto start = whence == __WASI_WHENCE_SET   ? 0
                     : whence == __WASI_WHENCE_CUR ? static_cast<std::int64_t>(found->position)
                                                   : static_cast<std::int64_t>(found->bytes.size());
  std::int64_t target = 0;
  if (__builtin_add_overflow(start, offset, &target) || target < 0) return __WASI_ERRNO_INVAL;
  *position = found->position = static_cast<std::uint64_t>(target);
  return __WASI_ERRNO_SUCCESS;
}

SE2_DETAIL_WASI(fd_tell)(std::int32_t fd, std::uint64_t* position) {
  const auto* const found = open_files().find(fd);
  if (found == nullptr || found->is != kind::file) {
    return on_host(fd, __WASI_ERRNO_SPIPE,
                   [&](auto own) { return wasi_host::fd_tell(own, position); });
  }
  *position = found->position;
  return __WASI_ERRNO_SUCCESS;
}

SE2_DETAIL_WASI(fd_readdir)
(std::int32_t fd, std::uint8_t* buffer, std::uint32_t size, std::uint64_t cookie,
 __wasi_size_t* used) {
  const auto* const found = open_files().find(fd);
  if (found == nullptr || found->is != kind::directory) {
    return on_host(fd, __WASI_ERRNO_NOTDIR, [&](auto own) {
      return wasi_host::fd_readdir(own, buffer, size, cookie, used);
    });
  }
  *used = 0;
  const auto names = names_in(found->path);
  for (auto next = cookie; next < names.size() && *used < size; ++next) {
    const auto& name = names[next];
    const __wasi_dirent_t entry{.d_next = next + 1,
                                .d_ino = file_number(joined(found->path, name.text)),
                                .d_namlen = static_cast<__wasi_dirnamlen_t>(name.text.size()),
                                .d_type = name.is_directory ? folder_type : file_type};
    append({buffer, size}, *used, &entry, sizeof entry);
    append({buffer, size}, *used, name.text.data(), name.text.size());
  }
  return __WASI_ERRNO_SUCCESS;
}

// Paths

SE2_DETAIL_WASI(path_open)
(std::int32_t fd, std::int32_t lookup, const char* path, std::uint32_t size, std::int32_t how,
 std::uint64_t rights, std::uint64_t inherited, std::int32_t flags, std::int32_t* opened) {
  const auto place = open_files().locate(fd, text(path, size));
  if (!place) return __WASI_ERRNO_BADF;
  if (const auto* carried = carried_path(*place)) {
    return open_carried(*carried, how, rights, opened);
  }
  if (place->host_fd < 0) {
    return (how & __WASI_OFLAGS_CREAT) != 0 ? refusal(*place) : __WASI_ERRNO_NOENT;
  }
  return open_on_host(*place, lookup, how, rights, inherited, flags, opened);
}

SE2_DETAIL_WASI(path_filestat_get)
(std::int32_t fd, std::int32_t lookup, const char* path, std::uint32_t size,
 __wasi_filestat_t* status) {
  const auto place = open_files().locate(fd, text(path, size));
  if (!place) return __WASI_ERRNO_BADF;
  if (place->path) {
    if (const auto found = status_of_carried(*place->path)) {
      *status = *found;
      return __WASI_ERRNO_SUCCESS;
    }
  }
  if (place->host_fd < 0) return __WASI_ERRNO_NOENT;
  return wasi_host::path_filestat_get(place->host_fd, lookup, place->host_path.c_str(),
                                      static_cast<std::uint32_t>(place->host_path.size()), status);
}

SE2_DETAIL_WASI(path_readlink)
(std::int32_t fd, const char* path, std::uint32_t size, std::uint8_t* buffer,
 std::uint32_t capacity, __wasi_size_t* used) {
  const auto place = open_files().locate(fd, text(path, size));
  if (!place) return __WASI_ERRNO_BADF;
  if (carried_path(*place)) return __WASI_ERRNO_INVAL;  // no link
  if (place->host_fd < 0) return __WASI_ERRNO_NOENT;
  return wasi_host::path_readlink(place->host_fd, place->host_path.c_str(),
                                  static_cast<std::uint32_t>(place->host_path.size()), buffer,
                                  capacity, used);
}

SE2_DETAIL_WASI(path_filestat_set_times)
(std::int32_t fd, std::int32_t lookup, const char* path, std::uint32_t size, std::uint64_t accessed,
 std::uint64_t changed, std::int32_t flags) {
  return change(fd, text(path, size), [&](auto host_fd, auto host_path, auto host_size) {
    return wasi_host::path_filestat_set_times(host_fd, lookup, host_path, host_size, accessed,
                                              changed, flags);
  });
}

SE2_DETAIL_WASI(path_create_directory)(std::int32_t fd, const char* path, std::uint32_t size) {
  const auto place = open_files().locate(fd, text(path, size));
  if (place && carried_path(*place)) return __WASI_ERRNO_EXIST;
  return change(fd, text(path, size), wasi_host::path_create_directory);
}

SE2_DETAIL_WASI(path_remove_directory)(std::int32_t fd, const char* path, std::uint32_t size) {
  return change(fd, text(path, size), wasi_host::path_remove_directory);
}

SE2_DETAIL_WASI(path_unlink_file)(std::int32_t fd, const char* path, std::uint32_t size) {
  return change(fd, text(path, size), wasi_host::path_unlink_file);
}

SE2_DETAIL_WASI(path_symlink)
(const char* target, std::uint32_t target_size, std::int32_t fd, const char* path,
 std::uint32_t size) {
  return change(fd, text(path, size), [&](auto... place) {
    return wasi_host::path_symlink(target, target_size, place...);
  });
}

SE2_DETAIL_WASI(path_link)
(std::int32_t from_fd, std::int32_t lookup, const char* from, std::uint32_t from_size,
 std::int32_t to_fd, const char* to, std::uint32_t to_size) {
  return change(from_fd, text(from, from_size), [&](auto host_fd, auto path, auto size) {
    return change(to_fd, text(to, to_size), [&](auto... place) {
      return wasi_host::path_link(host_fd, lookup, path, size, place...);
    });
  });
}

SE2_DETAIL_WASI(path_rename)
(std::int32_t from_fd, const char* from, std::uint32_t from_size, std::int32_t to_fd,
 const char* to, std::uint32_t to_size) {
  return change(from_fd, text(from, from_size), [&](auto... source) {
    return change(to_fd, text(to, to_size),
                  [&](auto... place) { return wasi_host::path_rename(source..., place...); });
  });
}

#undef SE2_DETAIL_WASI
// NOLINTEND(bugprone-reserved-identifier)
