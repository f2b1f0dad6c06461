// SPDX-License-Identifier: Apache-2.0
// tests/fuzz/native/small_heap.cpp: the small allocator against a list of what it has given
#include "small_heap.hpp"

#include <sanitizer/asan_interface.h>

#include <algorithm>
#include <cstring>
#include <iterator>
#include <map>

#include "input.hpp"

namespace {

constexpr std::size_t page = 65536;

/// Memory as wasm has it: pages that follow each other and are never given back, of which others
/// take some too. What the heap has not been given is poisoned.
class memory {
 public:
  static constexpr std::size_t most_pages = 64;

  static void reset(std::size_t initial_bytes, std::size_t limit) {
    ASAN_POISON_MEMORY_REGION(bytes_, pages_ * page);
    pages_ = 1;
    limit_ = limit;
    largest_run_ = run_ = initial_bytes;
    start_ = end() - initial_bytes;
    ASAN_UNPOISON_MEMORY_REGION(start_, initial_bytes);
  }

  static std::byte* start() { return start_; }
  static std::byte* end() { return bytes_ + page; }
  static std::byte* grow(std::size_t pages) {
    if (pages > limit_ - pages_) return nullptr;
    std::byte* const given = bytes_ + pages_ * page;
    ASAN_UNPOISON_MEMORY_REGION(given, pages * page);
    pages_ += pages;
    run_ += pages * page;
    largest_run_ = std::max(largest_run_, run_);
    return given;
  }

  /// Pages for others.
  static void take(std::size_t pages) {
    if (pages == 0 || pages > limit_ - pages_) return;
    pages_ += pages;
    run_ = 0;
  }

  static void forbid_growth() { limit_ = pages_; }
  static std::size_t left() { return (limit_ - pages_) * page; }
  /// The longest piece that is the heap's.
  static std::size_t largest_run() { return largest_run_; }

 private:
  alignas(page) static inline std::byte bytes_[most_pages * page];
  static inline std::size_t pages_ = most_pages;
  static inline std::size_t limit_ = 0;
  static inline std::size_t run_ = 0;
  static inline std::size_t largest_run_ = 0;
  static inline std::byte* start_ = nullptr;
};

struct heap : se2::memory::small_heap<memory> {
  static void reset() {
    std::ranges::fill(lists_, nullptr);
    first_ = end_ = nullptr;
    freed_ = 0;
  }
};

struct block {
  std::size_t size;
  std::uint8_t content;
};

/// What the heap has given and not got back.
class model {
 public:
  void allocate(std::size_t size) { record(heap::allocate(size), size, heap::alignment); }

  void allocate_aligned(std::size_t boundary, std::size_t size) {
    record(heap::allocate_aligned(boundary, size), size, boundary);
  }

  void deallocate(std::size_t choice) {
    if (blocks_.empty()) return heap::deallocate(nullptr);
    const auto chosen = choose(choice);
    check(*chosen, chosen->second.size);
    heap::deallocate(chosen->first);
    blocks_.erase(chosen);
  }

  void reallocate(std::size_t choice, std::size_t size) {
    if (blocks_.empty()) return record(heap::reallocate(nullptr, size), size, heap::alignment);
    const auto chosen = choose(choice);
    const auto [old, had] = *chosen;
    const bool has_room = size <= heap::usable_size(old);
    auto* const moved = static_cast<std::byte*>(heap::reallocate(old, size));
    if (moved == nullptr) {
      require(!has_room, "a block with room stays");
      check_refusal(size);
      return check(*chosen, had.size);
    }
    require(!has_room || moved == old, "a block with room stays where it is");
    check({moved, had}, std::min(size, had.size));
    blocks_.erase(chosen);
    record(moved, size, heap::alignment);
  }

  void deallocate_all() {
    while (!blocks_.empty()) deallocate(0);
  }

 private:
  using blocks = std::map<std::byte*, block>;
  static constexpr std::size_t edge = 512;  // of a large block, whose inside is nobody's

  blocks::iterator choose(std::size_t choice) {
    return std::next(blocks_.begin(), static_cast<std::ptrdiff_t>(choice % blocks_.size()));
  }

  void record(void* given, std::size_t size, std::size_t boundary) {
    if (given == nullptr) return check_refusal(size, boundary > heap::alignment ? boundary : 0);
    auto* const start = static_cast<std::byte*>(given);
    const std::size_t room = heap::usable_size(start);
    require(room >= size, "a block has the room that was asked for");
    require(reinterpret_cast<std::uintptr_t>(start) % boundary == 0, "a block is aligned");
    const auto above = blocks_.lower_bound(start);
    require(above == blocks_.end() || start + room <= above->first, "blocks don't overlap");
    if (above != blocks_.begin()) {
      const auto below = std::prev(above)->first;
      require(below + heap::usable_size(below) <= start, "blocks don't overlap");
    }
    const block made{size, ++content_};
    std::memset(start, made.content, std::min(size, edge));
    std::memset(start + size - std::min(size, edge), made.content, std::min(size, edge));
    if (room > size) start[room - 1] = std::byte{0xee};
    blocks_.emplace(start, made);
  }

  static void check(const blocks::value_type& pair, std::size_t size) {
    const auto& [start, had] = pair;
    const auto is_content = [&](std::byte byte) {
      return std::to_integer<std::uint8_t>(byte) == had.content;
    };
    const auto checked = std::min(size, edge);
    require(std::all_of(start, start + checked, is_content), "a block keeps its content");
    if (size == had.size)
      require(std::all_of(start + size - checked, start + size, is_content), "to its end");
  }

  /// Null is right where memory can't grow by what the block would take at most.
  static void check_refusal(std::size_t size, std::size_t boundary = 0) {
    const auto left = memory::left();
    require(size > left || boundary > left || (size + boundary) / 4 * 5 + 64 > left,
            "what there is memory for is given");
  }

  blocks blocks_;
  std::uint8_t content_ = 0;
};

/// Of any magnitude: most are small.
std::size_t size_from(input& words) {
  const auto magnitude = words.byte() % 32;
  const std::size_t number = words.number();
  if (magnitude == 31) return SIZE_MAX - number;
  return magnitude > 20 ? number % 4096 : number >> (31 - magnitude);
}

void step(input& words, model& blocks) {
  switch (words.byte() % 8) {
    case 0:
    case 1:
    case 2:
      return blocks.allocate(size_from(words));
    case 3: {
      const std::size_t boundary = std::size_t{1} << words.byte() % 18;
      return blocks.allocate_aligned(boundary, size_from(words));
    }
    case 4:
    case 5:
      return blocks.deallocate(words.byte());
    case 6: {
      const auto choice = words.byte();
      return blocks.reallocate(choice, size_from(words));
    }
    default:
      return memory::take(words.byte() % 4);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  input words(data, size);
  const std::size_t initial_bytes = std::size_t{words.byte()} * 256;
  memory::reset(initial_bytes, 1 + words.byte() % memory::most_pages);
  heap::reset();
  model blocks;
  while (!words.done()) step(words, blocks);
  blocks.deallocate_all();

  // Everything is free now, and neighbours can be merged.
  memory::forbid_growth();
  const std::size_t most = memory::largest_run() / 4 * 3;
  require(most < 256 || heap::allocate(most) != nullptr, "what is free is there as a whole");
  return 0;
}
