// SPDX-License-Identifier: Apache-2.0
// src/python/wasi_host.hpp: the WASI file functions of the host, under names of their own
//
// wasi-libc calls `__imported_wasi_snapshot_preview1_<name>`; wasi_files.cpp defines those. What
// they leave to the host goes through these. In a packed module none of them exists any more.
#pragma once

#include <wasi/api.h>

#include <cstdint>

namespace se2::python::wasi_host {

#define SE2_DETAIL_WASI(name) \
  [[clang::import_module("wasi_snapshot_preview1"), clang::import_name(#name)]] std::int32_t name

SE2_DETAIL_WASI(fd_write)
(std::int32_t fd, const __wasi_ciovec_t* parts, std::uint32_t count, __wasi_size_t* written);
SE2_DETAIL_WASI(poll_oneoff)
(const __wasi_subscription_t* wanted, __wasi_event_t* events, std::uint32_t count,
 __wasi_size_t* answered);

SE2_DETAIL_WASI(environ_get)(std::uint8_t** variables, std::uint8_t* text);
SE2_DETAIL_WASI(environ_sizes_get)(__wasi_size_t* count, __wasi_size_t* size);

SE2_DETAIL_WASI(fd_advise)
(std::int32_t fd, std::uint64_t offset, std::uint64_t size, std::int32_t advice);
SE2_DETAIL_WASI(fd_allocate)(std::int32_t fd, std::uint64_t offset, std::uint64_t size);
SE2_DETAIL_WASI(fd_close)(std::int32_t fd);
SE2_DETAIL_WASI(fd_datasync)(std::int32_t fd);
SE2_DETAIL_WASI(fd_fdstat_get)(std::int32_t fd, __wasi_fdstat_t* status);
SE2_DETAIL_WASI(fd_fdstat_set_flags)(std::int32_t fd, std::int32_t flags);
SE2_DETAIL_WASI(fd_filestat_get)(std::int32_t fd, __wasi_filestat_t* status);
SE2_DETAIL_WASI(fd_filestat_set_size)(std::int32_t fd, std::uint64_t size);
SE2_DETAIL_WASI(fd_filestat_set_times)
(std::int32_t fd, std::uint64_t accessed, std::uint64_t modified, std::int32_t flags);
SE2_DETAIL_WASI(fd_pread)
(std::int32_t fd, const __wasi_iovec_t* parts, std::uint32_t count, std::uint64_t offset,
 __wasi_size_t* size);
SE2_DETAIL_WASI(fd_prestat_get)(std::int32_t fd, __wasi_prestat_t* status);
SE2_DETAIL_WASI(fd_prestat_dir_name)(std::int32_t fd, std::uint8_t* path, std::uint32_t size);
SE2_DETAIL_WASI(fd_pwrite)
(std::int32_t fd, const __wasi_ciovec_t* parts, std::uint32_t count, std::uint64_t offset,
 __wasi_size_t* written);
SE2_DETAIL_WASI(fd_read)
(std::int32_t fd, const __wasi_iovec_t* parts, std::uint32_t count, __wasi_size_t* size);
SE2_DETAIL_WASI(fd_readdir)
(std::int32_t fd, std::uint8_t* buffer, std::uint32_t size, std::uint64_t cookie,
 __wasi_size_t* used);
SE2_DETAIL_WASI(fd_seek)
(std::int32_t fd, std::int64_t offset, std::int32_t whence, std::uint64_t* position);
SE2_DETAIL_WASI(fd_sync)(std::int32_t fd);
SE2_DETAIL_WASI(fd_tell)(std::int32_t fd, std::uint64_t* position);

SE2_DETAIL_WASI(path_create_directory)(std::int32_t fd, const char* path, std::uint32_t size);
SE2_DETAIL_WASI(path_filestat_get)
(std::int32_t fd, std::int32_t lookup, const char* path, std::uint32_t size,
 __wasi_filestat_t* status);
SE2_DETAIL_WASI(path_filestat_set_times)
(std::int32_t fd, std::int32_t lookup, const char* path, std::uint32_t size, std::uint64_t accessed,
 std::uint64_t modified, std::int32_t flags);
SE2_DETAIL_WASI(path_link)
(std::int32_t from_fd, std::int32_t lookup, const char* from, std::uint32_t from_size,
 std::int32_t to_fd, const char* to, std::uint32_t to_size);
SE2_DETAIL_WASI(path_open)
(std::int32_t fd, std::int32_t lookup, const char* path, std::uint32_t size, std::int32_t how,
 std::uint64_t rights, std::uint64_t inherited, std::int32_t flags, std::int32_t* opened);
SE2_DETAIL_WASI(path_readlink)
(std::int32_t fd, const char* path, std::uint32_t size, std::uint8_t* buffer,
 std::uint32_t capacity, __wasi_size_t* used);
SE2_DETAIL_WASI(path_remove_directory)(std::int32_t fd, const char* path, std::uint32_t size);
SE2_DETAIL_WASI(path_rename)
(std::int32_t from_fd, const char* from, std::uint32_t from_size, std::int32_t to_fd,
 const char* to, std::uint32_t to_size);
SE2_DETAIL_WASI(path_symlink)
(const char* target, std::uint32_t target_size, std::int32_t fd, const char* path,
 std::uint32_t size);
SE2_DETAIL_WASI(path_unlink_file)(std::int32_t fd, const char* path, std::uint32_t size);

#undef SE2_DETAIL_WASI

}  // namespace se2::python::wasi_host
