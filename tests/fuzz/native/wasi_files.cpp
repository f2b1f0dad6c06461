// SPDX-License-Identifier: Apache-2.0
// tests/fuzz/native/wasi_files.cpp: any sequence of WASI's file functions on carried files
//
// As in a packed module there is no host with files.
#include <wasi/api.h>

#include <string>
#include <vector>

#include "carried_files.hpp"
#include "descriptors.hpp"
#include "input.hpp"
#include "stdio.hpp"

#define SE2_WASI(name) extern "C" std::int32_t __imported_wasi_snapshot_preview1_##name
SE2_WASI(fd_close)(std::int32_t fd);
SE2_WASI(fd_fdstat_get)(std::int32_t fd, __wasi_fdstat_t* status);
SE2_WASI(fd_filestat_get)(std::int32_t fd, __wasi_filestat_t* status);
SE2_WASI(fd_prestat_dir_name)(std::int32_t fd, std::uint8_t* path, std::uint32_t size);
SE2_WASI(fd_pread)
(std::int32_t fd, const __wasi_iovec_t* parts, std::uint32_t count, std::uint64_t offset,
 __wasi_size_t* size);
SE2_WASI(fd_read)
(std::int32_t fd, const __wasi_iovec_t* parts, std::uint32_t count, __wasi_size_t* size);
SE2_WASI(fd_readdir)
(std::int32_t fd, std::uint8_t* buffer, std::uint32_t size, std::uint64_t cookie,
 __wasi_size_t* used);
SE2_WASI(fd_seek)
(std::int32_t fd, std::int64_t offset, std::int32_t whence, std::uint64_t* position);
SE2_WASI(fd_write)
(std::int32_t fd, const __wasi_ciovec_t* parts, std::uint32_t count, __wasi_size_t* written);
SE2_WASI(path_create_directory)(std::int32_t fd, const char* path, std::uint32_t size);
SE2_WASI(path_filestat_get)
(std::int32_t fd, std::int32_t lookup, const char* path, std::uint32_t size,
 __wasi_filestat_t* status);
SE2_WASI(path_open)
(std::int32_t fd, std::int32_t lookup, const char* path, std::uint32_t size, std::int32_t how,
 std::uint64_t rights, std::uint64_t inherited, std::int32_t flags, std::int32_t* opened);
SE2_WASI(path_readlink)
(std::int32_t fd, const char* path, std::uint32_t size, std::uint8_t* buffer,
 std::uint32_t capacity, __wasi_size_t* used);
SE2_WASI(path_rename)
(std::int32_t from_fd, const char* from, std::uint32_t from_size, std::int32_t to_fd,
 const char* to, std::uint32_t to_size);
SE2_WASI(path_unlink_file)(std::int32_t fd, const char* path, std::uint32_t size);
#undef SE2_WASI

// What stdio.cpp is for; here it is not asked what became of a line.
namespace se2::python {
bool is_console_logged() { return true; }
void write_stdio(int, std::string_view) noexcept {}
}  // namespace se2::python

namespace {

constexpr std::uint32_t largest_file = 1 << 16;  // what a file says it inflates to is allocated

/// An image of some files, which the words of the input name and fill.
std::vector<std::byte> make_image(input& words) {
  struct entry {
    std::string path;
    std::string_view stored;
    std::uint32_t size;
  };
  std::vector<entry> entries;
  for (int left = words.byte() % 5; left > 0; --left) {
    auto path = (entries.empty() ? "" : entries.back().path) + std::string(words.text());
    const auto stored = words.text();
    const auto size = (words.byte() & 1) != 0 ? words.number() % largest_file : 0;
    if (path.empty() || (!entries.empty() && path <= entries.back().path)) continue;
    const auto known = static_cast<std::uint32_t>(stored.size());
    entries.push_back({std::move(path), stored, size > known ? size : known});
  }
  std::vector<std::byte> image;
  const auto add = [&](const void* bytes, std::size_t size) {
    const auto* const from = static_cast<const std::byte*>(bytes);
    image.insert(image.end(), from, from + size);
  };
  const std::uint32_t start[] = {0x47324553, static_cast<std::uint32_t>(entries.size())};
  add(start, sizeof start);
  auto place = static_cast<std::uint32_t>(sizeof start + 20 * entries.size());
  for (const auto& [path, stored, size] : entries) {
    const auto path_size = static_cast<std::uint32_t>(path.size());
    const auto stored_size = static_cast<std::uint32_t>(stored.size());
    const std::uint32_t row[] = {place, path_size, place + path_size, stored_size, size};
    add(row, sizeof row);
    place += path_size + stored_size;
  }
  for (const auto& [path, stored, size] : entries) {
    add(path.data(), path.size());
    add(stored.data(), stored.size());
  }
  return image;
}

void call(input& words) {
  const auto fd = static_cast<std::int32_t>(words.byte() % 12) - 1;
  std::uint8_t buffer[300];
  const std::uint32_t size = words.byte();
  __wasi_iovec_t parts[] = {{buffer, size}, {buffer, words.byte()}};
  __wasi_size_t used = 0;
  __wasi_filestat_t file_status;
  __wasi_fdstat_t status;
  std::uint64_t position = 0;
  std::int32_t opened = -1;
  const std::string path(words.text());
  const auto path_size = static_cast<std::uint32_t>(path.size());
  const auto wide = std::uint64_t{words.number()} << (words.byte() % 33);
  switch (words.byte() % 14) {
    case 0:
      __imported_wasi_snapshot_preview1_fd_close(fd);
      break;
    case 1:
      __imported_wasi_snapshot_preview1_fd_fdstat_get(fd, &status);
      break;
    case 2:
      __imported_wasi_snapshot_preview1_fd_filestat_get(fd, &file_status);
      break;
    case 3:
      __imported_wasi_snapshot_preview1_fd_prestat_dir_name(fd, buffer, size);
      break;
    case 4:
      __imported_wasi_snapshot_preview1_fd_pread(fd, parts, 2, wide, &used);
      break;
    case 5:
      __imported_wasi_snapshot_preview1_fd_read(fd, parts, 2, &used);
      break;
    case 6:
      if (__imported_wasi_snapshot_preview1_fd_readdir(fd, buffer, size, wide, &used) == 0)
        require(used <= size, "a listing fits its buffer");
      break;
    case 7:
      __imported_wasi_snapshot_preview1_fd_seek(fd, static_cast<std::int64_t>(wide),
                                                words.byte() % 4, &position);
      break;
    case 8: {
      const __wasi_ciovec_t out[] = {{buffer, 0}, {buffer, 0}};
      __imported_wasi_snapshot_preview1_fd_write(fd, out, 2, &used);
      break;
    }
    case 9:
      __imported_wasi_snapshot_preview1_path_filestat_get(fd, 1, path.data(), path_size,
                                                          &file_status);
      break;
    case 10:
      __imported_wasi_snapshot_preview1_path_readlink(fd, path.data(), path_size, buffer, size,
                                                      &used);
      break;
    case 11:
      require(__imported_wasi_snapshot_preview1_path_rename(fd, path.data(), path_size, fd,
                                                            path.data(), path_size) != 0,
              "nothing is renamed");
      require(__imported_wasi_snapshot_preview1_path_unlink_file(fd, path.data(), path_size) != 0,
              "nothing is removed");
      require(
          __imported_wasi_snapshot_preview1_path_create_directory(fd, path.data(), path_size) != 0,
          "nothing is made");
      break;
    default: {
      const auto how = words.byte() % 16;
      const std::uint64_t rights = words.byte() % 4 == 0 ? ~std::uint64_t{} : 2;
      const auto failed = __imported_wasi_snapshot_preview1_path_open(
          fd, 1, path.data(), path_size, how, rights, rights, 0, &opened);
      require(failed != 0 || (opened > 3 && rights == 2), "files are open for reading alone");
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using se2::python::carried;
  using se2::python::open_files;
  input words(data, size);
  const auto image = make_image(words);
  require(carried().mount(image), "the image is one");
  open_files() = {};
  open_files().use_host(false);
  for (int left = 64; left > 0 && !words.done(); --left) call(words);
  carried().unmount(image.data());
  return 0;
}
