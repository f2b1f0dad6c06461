// SPDX-License-Identifier: Apache-2.0
// tests/unit/python/carried_files.cpp: images of files are read, and refused where they are broken
#include <catch2/catch.hpp>

#include <cstring>
#include <utility>

#include "carried_files.hpp"

using se2::python::carried_files;
using se2::python::file_image;

namespace {

using files = std::vector<std::pair<std::string, std::string>>;

void put(std::vector<std::byte>& image, std::size_t at, std::size_t value) {
  const auto word = static_cast<std::uint32_t>(value);
  std::memcpy(image.data() + at, &word, sizeof word);
}

void append(std::vector<std::byte>& image, std::string_view text) {
  const auto bytes = std::as_bytes(std::span(text));
  image.insert(image.end(), bytes.begin(), bytes.end());
}

constexpr std::size_t words_of_file = 5;

/// What packing/guest/se2_packing/image.py makes of the files, which it would sort.
std::vector<std::byte> image_of(const files& sorted) {
  std::vector<std::byte> image(8 + 4 * words_of_file * sorted.size());
  put(image, 0, 0x47324553);
  put(image, 4, sorted.size());
  std::size_t at = 8;
  for (const auto& [path, content] : sorted) {
    put(image, at, image.size());
    put(image, at + 4, path.size());
    append(image, path);
    put(image, at + 8, image.size());
    put(image, at + 12, content.size());
    put(image, at + 16, content.size());
    append(image, content);
    at += 4 * words_of_file;
  }
  return image;
}

/// In a block of exactly its size, so that AddressSanitizer sees a read behind it.
bool opens(const std::vector<std::byte>& image) {
  std::vector<std::byte> exact(image.begin(), image.end());
  exact.shrink_to_fit();
  return file_image::open(exact).has_value();
}

std::string text(const std::optional<file_image::file>& file) {
  if (!file) return "(none)";
  return {reinterpret_cast<const char*>(file->stored.data()), file->stored.size()};
}

std::string listing(const carried_files& carried, std::string_view directory) {
  std::string all;
  for (const auto& name : carried.list(directory)) {
    all += name.text + (name.is_directory ? "/ " : " ");
  }
  return all;
}

const files tree = {{"plugin/a-b.txt", "1"}, {"plugin/a/x.txt", "22"},
                    {"plugin/a/y.txt", ""},  {"plugin/plugin.py", "333"},
                    {"plugin2/z.txt", "4"},  {"usr/\xc3\xbc.py", "5"}};

}  // namespace

TEST_CASE("files of an image are found by their whole path") {
  const auto image = image_of(tree);
  carried_files carried;
  CHECK(listing(carried, "").empty());
  REQUIRE(carried.mount(image));
  for (const auto& [path, content] : tree) CHECK(text(carried.find(path)) == content);
  for (const char* const path :
       {"", "plugin", "plugin/", "plugin/a", "plugin/a/x", "plugin/a/x.txt/", "zz", "usr/\xc3"}) {
    CAPTURE(path);
    CHECK(text(carried.find(path)) == "(none)");
  }
}

TEST_CASE("directories are what paths lead through, and list each name once") {
  const auto image = image_of(tree);
  carried_files carried;
  REQUIRE(carried.mount(image));
  for (const char* const path : {"", "plugin", "plugin/a", "plugin2", "usr"}) {
    CAPTURE(path);
    CHECK(carried.is_directory(path));
  }
  for (const char* const path : {"plug", "plugin/", "plugin/a/x.txt", "plugin/a-b.txt", "z"}) {
    CAPTURE(path);
    CHECK_FALSE(carried.is_directory(path));
  }
  CHECK(listing(carried, "") == "plugin/ plugin2/ usr/ ");
  CHECK(listing(carried, "plugin") == "a-b.txt a/ plugin.py ");
  CHECK(listing(carried, "plugin/a") == "x.txt y.txt ");
  CHECK(listing(carried, "plugin/plugin.py").empty());
  CHECK(listing(carried, "nothere").empty());
}

TEST_CASE("of several images the first one that has a path counts, until it is unmounted") {
  const auto first = image_of({{"plugin/a/x.txt", "first"}, {"plugin/b.txt", "b"}});
  const auto second = image_of(tree);
  carried_files carried;
  REQUIRE(carried.mount(first));
  REQUIRE(carried.mount(second));
  CHECK(text(carried.find("plugin/a/x.txt")) == "first");
  CHECK(text(carried.find("plugin/a/y.txt")).empty());
  CHECK(listing(carried, "plugin") == "a/ b.txt a-b.txt plugin.py ");
  CHECK(listing(carried, "plugin/a") == "x.txt y.txt ");

  carried.unmount(first.data());
  CHECK(text(carried.find("plugin/a/x.txt")) == "22");
  CHECK_FALSE(carried.find("plugin/b.txt"));
  carried.unmount(second.data());
  CHECK(listing(carried, "").empty());
  CHECK(listing(carried, "").empty());
}

TEST_CASE("an image without files is one") {
  const auto image = image_of({});
  carried_files carried;
  REQUIRE(carried.mount(image));
  CHECK_FALSE(carried.find("a"));
  CHECK(listing(carried, "").empty());
}

TEST_CASE("what is no image is not mounted") {
  carried_files carried;
  CHECK_FALSE(carried.mount({}));
  auto image = image_of(tree);
  put(image, 0, 0x47324554);
  CHECK_FALSE(carried.mount(image));
  CHECK(listing(carried, "").empty());
}

TEST_CASE("an image cut short is refused, wherever it is cut") {
  const auto image = image_of(tree);
  REQUIRE(opens(image));
  for (std::size_t size = 0; size < image.size(); ++size) {
    CAPTURE(size);
    CHECK_FALSE(opens({image.begin(), image.begin() + static_cast<std::ptrdiff_t>(size)}));
  }
}

TEST_CASE("counts and places that lead outside are refused") {
  for (const std::size_t count : {7U, 0x0fffffffU, 0x10000000U, 0x7fffffffU, 0xffffffffU}) {
    auto image = image_of(tree);
    put(image, 4, count);
    CAPTURE(count);
    CHECK_FALSE(opens(image));
  }
  for (std::size_t word = 0; word < words_of_file * tree.size(); ++word) {
    if (word % words_of_file == 4) continue;  // a file's size is no place
    for (const std::size_t value : {0x7fffffffU, 0x80000000U, 0xfffffff0U, 0xffffffffU}) {
      auto image = image_of(tree);
      put(image, 8 + 4 * word, value);
      CAPTURE(word, value);
      CHECK_FALSE(opens(image));
    }
  }
}

TEST_CASE("a file can be larger than what is stored of it, not smaller") {
  auto image = image_of({{"a", "12345"}});
  put(image, 8 + 16, 1000);
  carried_files carried;
  REQUIRE(carried.mount(image));
  CHECK(carried.find("a")->size == 1000);
  CHECK(text(carried.find("a")) == "12345");
  put(image, 8 + 16, 4);
  CHECK_FALSE(opens(image));
}

TEST_CASE("paths that are empty, repeated or out of order are refused") {
  CHECK_FALSE(opens(image_of({{"", "x"}})));
  CHECK_FALSE(opens(image_of({{"a", "x"}, {"a", "y"}})));
  CHECK_FALSE(opens(image_of({{"b", "x"}, {"a", "y"}})));
  CHECK_FALSE(opens(image_of({{"\xc3\xbc", "x"}, {"z", "y"}})));  // bytes are unsigned
}

TEST_CASE("no byte that is changed makes an image that reads outside") {
  const auto image = image_of(tree);
  for (std::size_t at = 0; at < 8 + 4 * words_of_file * tree.size(); ++at) {
    for (const int change : {0x01, 0x80, 0xff}) {
      std::vector<std::byte> broken(image.begin(), image.end());
      broken.shrink_to_fit();
      broken[at] ^= static_cast<std::byte>(change);
      carried_files carried;
      if (!carried.mount(broken)) continue;
      std::size_t sum = 0;
      for (const auto& [path, content] : tree) {
        const auto found = carried.find(path);
        for (const auto byte : found ? found->stored : std::span<const std::byte>{}) {
          sum += std::to_integer<std::size_t>(byte);
        }
        sum += carried.list(path.substr(0, path.find('/'))).size();
      }
      CHECK(sum > 0);
    }
  }
}
