// SPDX-License-Identifier: Apache-2.0
// src/memory/small_heap.hpp: the allocator of se2_add_plugin(... ALLOCATOR small)
//
// In front of each block is a word: its size, which is the way to the next one, and whether it is
// in use. Free blocks wait in lists by size, eight lists to a doubling. A size is rounded up to
// where a list begins, so that the first block in there fits; where there is none, one of a later
// list is split. Freeing merges nothing. When no free block is large enough all neighbours are
// merged, if a quarter of the heap was freed since the last time, which makes that cheap on
// average; else memory grows. Memory in between that is somebody else's is a block in use.
#pragma once

#include <se2/detail/global.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iterator>

namespace se2::memory {

/// The heap in wasm's memory, or in what `Memory` has in its place: `start()` to `end()` are the
/// heap's from the beginning, both aligned to 16 bytes, and `grow(pages)` gives pages of 64 KiB
/// above all earlier ones, or null. Others may make memory grow too.
///
/// Constant initialized: constructors of static objects can allocate.
template <class Memory>
class small_heap {
 public:
  static constexpr std::size_t largest = 0x7fffffff;  ///< No block is larger.
  static constexpr std::size_t alignment = 16;        ///< Of every block.

  /// A block of at least `wanted` bytes, also for 0; null where memory is out.
  static void* allocate(std::size_t wanted) {
    if (wanted > largest) return nullptr;
    const word size = size_for(wanted);
    do {
      for (std::byte** list = list_of(size); list != std::end(lists_); ++list) {
        std::byte* const chunk = *list;
        if (chunk == nullptr) continue;
        *list = next(chunk);
        shrink(chunk, header(chunk), size);
        return chunk + sizeof(word);
      }
    } while (find_more(size));
    return nullptr;
  }

  /// The same at a multiple of `boundary`, a power of two.
  static void* allocate_aligned(std::size_t boundary, std::size_t wanted) {
    if (boundary <= alignment) return allocate(wanted);
    if (boundary > largest || wanted > largest - boundary) return nullptr;
    void* const start = allocate(wanted + boundary);
    if (start == nullptr) return nullptr;
    const auto ahead = static_cast<word>(-reinterpret_cast<std::uintptr_t>(start) & (boundary - 1));
    std::byte* const chunk = chunk_of(start) + ahead;
    const word room = size_of(chunk_of(start)) - ahead;
    if (ahead != 0) {
      header(chunk_of(start)) = ahead | in_use;
      deallocate(start);
    }
    shrink(chunk, room, size_for(wanted));
    return chunk + sizeof(word);
  }

  static void deallocate(void* block) {
    if (block == nullptr) return;
    std::byte* const freed = chunk_of(block);
    freed_ += header(freed) -= in_use;
    add(freed);
  }

  /// A block of at least `wanted` bytes with the content of `block`, maybe null, which is the same
  /// one where it has room. Where memory is out it answers null, and `block` stays.
  static void* reallocate(void* block, std::size_t wanted) {
    if (block == nullptr) return allocate(wanted);
    const std::size_t room = usable_size(block);
    if (wanted <= room) {
      shrink(chunk_of(block), size_of(chunk_of(block)), size_for(wanted));
      return block;
    }
    void* const larger = allocate(wanted);
    if (larger == nullptr) return nullptr;
    std::memcpy(larger, block, room);
    deallocate(block);
    return larger;
  }

  /// The bytes that a block in use has room for.
  static std::size_t usable_size(void* block) { return size_of(chunk_of(block)) - sizeof(word); }

 protected:
  using word = std::uint32_t;

  static inline constinit std::byte* lists_[224] = {};
  static inline SE2_DETAIL_GLOBAL(std::byte*) first_;
  static inline SE2_DETAIL_GLOBAL(std::byte*) end_;       // after the last chunk; a header in use
  static inline SE2_DETAIL_GLOBAL(std::uint64_t) freed_;  // bytes, since neighbours were merged

 private:
  static constexpr word in_use = 1;
  static constexpr word page_size = 65536;

  // A chunk is the header and the block.
  static std::byte* chunk_of(void* block) { return static_cast<std::byte*>(block) - sizeof(word); }
  static word& header(std::byte* chunk) { return *reinterpret_cast<word*>(chunk); }
  static std::byte*& next(std::byte* chunk) {
    return *reinterpret_cast<std::byte**>(chunk + sizeof(word));
  }
  static bool is_free(std::byte* chunk) { return (header(chunk) & in_use) == 0; }
  static word size_of(std::byte* chunk) { return header(chunk) & ~in_use; }

  static word round_up(word size, word step) { return (size + step - 1) & ~(step - 1); }

  /// What a list begins with: the first chunk in there fits.
  static word size_for(std::size_t wanted) {
    const word size = round_up(static_cast<word>(wanted) + sizeof(word), alignment);
    return round_up(size, 0x10000000U >> std::countl_zero(size));
  }

  /// The list of chunks from the last list's start below `size` on, 16 being the first.
  static std::byte** list_of(word size) {
    const auto zeroes = static_cast<word>(std::countl_zero(size));
    return &lists_[(size >> (28 - zeroes)) + 208 - 8 * zeroes];
  }

  static void add(std::byte* chunk) {
    std::byte** const list = list_of(header(chunk));
    next(chunk) = *list;
    *list = chunk;
  }

  /// Puts a chunk in use with `size` of its `room` bytes; a rest that is worth it is free.
  static void shrink(std::byte* chunk, word room, word size) {
    if (room > size + size / 4) {
      header(chunk + size) = room - size;
      add(chunk + size);
      room = size;
    }
    header(chunk) = room | in_use;
  }

  static bool find_more(word size) {
    if (freed_ > static_cast<std::uint64_t>(end_ - first_) / 4 || !grow(size)) {
      if (freed_ == 0) return false;
      merge();
    }
    return true;
  }

  static bool grow(word size) {
    std::byte* start = Memory::start();
    std::byte* end = Memory::end();
    if (end_ != nullptr || start + alignment >= end) {
      const word bytes = round_up(size + alignment, page_size);
      start = Memory::grow(bytes / page_size);
      if (start == nullptr) return false;
      end = start + bytes;
    }
    end -= sizeof(word);
    std::byte* chunk = start - sizeof(word);
    if (chunk != end_) chunk += alignment;
    if (end_ == nullptr) {
      first_ = chunk;
    } else {
      header(end_) = static_cast<word>(chunk - end_) | in_use;
    }
    header(chunk) = static_cast<word>(end - chunk);
    header(end) = in_use;
    end_ = end;
    add(chunk);
    return true;
  }

  static void merge() {
    std::memset(&lists_, 0, sizeof lists_);
    freed_ = 0;
    for (std::byte* chunk = first_; chunk != end_; chunk += size_of(chunk)) {
      if (!is_free(chunk)) continue;
      while (is_free(chunk + header(chunk))) header(chunk) += header(chunk + header(chunk));
      add(chunk);
    }
  }
};

}  // namespace se2::memory
