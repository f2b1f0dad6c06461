// SPDX-License-Identifier: Apache-2.0
// tests/fuzz/native/carried_files.cpp: an image of carried files is refused, or read within itself
#include <set>
#include <string>
#include <vector>

#include "carried_files.hpp"
#include "input.hpp"

namespace {

using se2::python::carried_files;
using se2::python::file_image;

/// A block of exactly its size, so that AddressSanitizer sees a read behind it.
std::vector<std::byte> exact(std::string_view text) {
  const auto bytes = std::as_bytes(std::span(text));
  return {bytes.begin(), bytes.end()};
}

/// Reads every byte.
void touch(std::span<const std::byte> bytes) {
  for (const auto& byte : bytes) static_cast<void>(*const_cast<const volatile std::byte*>(&byte));
}

void read_all(const file_image& image) {
  for (std::uint32_t index = 0; index < image.size(); ++index) {
    const auto file = image[index];
    touch(std::as_bytes(std::span(file.path)));
    touch(file.stored);
    const auto found = image.find(file.path);
    require(found && found->path == file.path, "a file is found by its path");
    require(image.lower_bound(file.path) == index, "paths are in order");
  }
}

void list_all(const carried_files& tree, const std::string& folder, int depth) {
  std::set<std::string> seen;
  for (const auto& [text, is_directory] : tree.list(folder)) {
    require(seen.insert(text).second, "a name is listed once");
    const auto path = folder.empty() ? text : folder + '/' + text;
    if (is_directory && depth > 0) list_all(tree, path, depth - 1);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  input words(data, size);
  const auto path = std::string(words.text());
  const auto first = exact(words.text());
  const auto second = exact(words.rest());
  carried_files tree;
  for (const auto& bytes : {std::span(first), std::span(second)}) {
    if (const auto image = file_image::open(bytes)) read_all(*image);
    tree.mount(bytes);
  }
  const bool has_entry = tree.find(path) || tree.is_directory(path);
  require(has_entry || tree.list(path).empty(), "what is listed is there");
  list_all(tree, "", 3);
  tree.unmount(first.data());
  list_all(tree, "", 1);
  return 0;
}
