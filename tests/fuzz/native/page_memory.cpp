// SPDX-License-Identifier: Apache-2.0
// tests/fuzz/native/page_memory.cpp: the buffer of page_memory on memory that grows as wasm's does
#include <se2/detail/page_buffer.hpp>

#include <sanitizer/asan_interface.h>

#include <algorithm>
#include <vector>

#include "input.hpp"

namespace {

/// Pages that follow each other and are never given back. Those of nobody are poisoned.
struct pages {
  static constexpr std::size_t size = 64;
  static constexpr std::size_t count = 256;

  static void reset(std::size_t most) {
    ASAN_POISON_MEMORY_REGION(bytes, sizeof bytes);
    used = 0;
    limit = most;
  }

  static std::byte* grow(std::size_t more) {
    if (more > limit - used) return nullptr;
    std::byte* const first = bytes + used * size;
    used += more;
    ASAN_UNPOISON_MEMORY_REGION(first, more * size);
    return first;
  }
  static bool is_end(const std::byte* place) { return place == bytes + used * size; }
  static void give_back(void*) {}

  static std::size_t left() { return (limit - used) * size; }

  alignas(size) static inline std::byte bytes[size * count];
  static inline std::size_t used = count;
  static inline std::size_t limit = count;
};

struct buffer : se2::detail::page_buffer<pages> {
  static void reset() {
    start_ = nullptr;
    capacity_ = free_ = 0;
  }
};

/// What the host has in use. It gives blocks back in any order.
struct block {
  std::byte* start;
  std::size_t size;
  std::byte content;

  [[nodiscard]] bool is_whole() const {
    return std::all_of(start, start + size, [&](std::byte byte) { return byte == content; });
  }
};

class model {
 public:
  void allocate(std::size_t size) {
    const bool must_fit = blocks_.empty() && size < largest_;
    const std::size_t before = pages::used;
    auto* const start = static_cast<std::byte*>(buffer::allocate(size));
    require(!must_fit || (start != nullptr && pages::used == before), "the buffer is used again");
    if (start == nullptr) {
      require(size + pages::size > pages::left(), "what there is memory for is given");
      return;
    }
    const block made{start, size, std::byte{++content_}};
    std::fill_n(start, size, made.content);
    blocks_.push_back(made);
    if (blocks_.size() == 1) largest_ = std::max(largest_, size + 1);
  }

  void deallocate(std::size_t choice) {
    if (blocks_.empty()) return;
    const auto chosen = blocks_.begin() + static_cast<std::ptrdiff_t>(choice % blocks_.size());
    require(std::ranges::all_of(blocks_, &block::is_whole), "blocks keep their content");
    buffer::deallocate(chosen->start);
    blocks_.erase(chosen);
  }

 private:
  std::vector<block> blocks_;
  std::size_t largest_ = 0;  // what the buffer has had room for
  std::uint8_t content_ = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  input words(data, size);
  pages::reset(words.byte());
  buffer::reset();
  model host;
  while (!words.done()) {
    const auto choice = words.byte();
    if (choice % 8 == 0) {
      pages::grow(words.byte() % 4);  // by others
    } else if (choice % 2 == 0) {
      host.deallocate(choice);
    } else {
      host.allocate(std::size_t{words.byte()} << choice % 8);
    }
  }
  return 0;
}
