// SPDX-License-Identifier: Apache-2.0
// src/memory/small_heap.hpp: the allocator of se2_add_plugin(... ALLOCATOR small)
//
// In front of each block is a word: its size, which is the way to the next one, and whether it is
// in use. Free blocks wait in lists by size, four lists to a doubling. Up to 64 KiB a size is
// rounded up to where a list begins, so that the first block in there fits; where there is none,
// one of a later list is split. Freeing merges nothing. When no free block is large enough all
// neighbours are merged, if a quarter of the heap was freed since the last time, which makes that
// cheap on average; else memory grows. Memory in between that is somebody else's is a block in use.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace se2::memory {

/// A heap in wasm's memory, or in what `Memory` has in its place: `start()` to `end()` are the
/// heap's from the beginning, both aligned to 16 bytes, and `grow(pages)` gives pages of 64 KiB
/// above all earlier ones, or null. Others may make memory grow too.
///
/// Constant initialized: constructors of static objects can allocate.
template <class Memory>
class small_heap {
 public:
  static constexpr std::size_t largest = 0x7fff0000;  ///< No block is larger.
  static constexpr std::size_t alignment = 16;        ///< Of every block.

  /// A block of at least `wanted` bytes, also for 0; null where memory is out.
  void* allocate(std::size_t wanted) {
    if (wanted > largest) return nullptr;
    const word size = size_for(wanted);
    do {
      for (word list = list_of(size); list != lists_.size(); ++list) {
        for (std::byte** link = &lists_[list]; std::byte* const block = *link;
             link = &next(block)) {
          if (header(block) < size) continue;
          *link = next(block);
          shrink(block, header(block), size);
          return block;
        }
      }
    } while (find_more(size));
    return nullptr;
  }

  /// The same at a multiple of `boundary`, a power of two.
  void* allocate_aligned(std::size_t boundary, std::size_t wanted) {
    if (boundary <= alignment) return allocate(wanted);
    if (boundary > largest || wanted > largest - boundary) return nullptr;
    auto* const start = static_cast<std::byte*>(allocate(wanted + boundary));
    if (start == nullptr) return nullptr;
    const auto ahead = static_cast<word>(-reinterpret_cast<std::uintptr_t>(start) & (boundary - 1));
    std::byte* const block = start + ahead;
    const word room = size_of(start) - ahead;
    if (ahead != 0) {
      header(start) = ahead | in_use;
      deallocate(start);
    }
    shrink(block, room, size_for(wanted));
    return block;
  }

  void deallocate(void* block) {
    if (block == nullptr) return;
    auto* const freed = static_cast<std::byte*>(block);
    freed_ += header(freed) -= in_use;
    add(freed);
  }

  /// A block of at least `wanted` bytes with the content of `block`, maybe null, which is the same
  /// one where it has room. Where memory is out it answers null, and `block` stays.
  void* reallocate(void* block, std::size_t wanted) {
    if (block == nullptr) return allocate(wanted);
    const std::size_t room = usable_size(block);
    if (wanted <= room) {
      auto* const kept = static_cast<std::byte*>(block);
      shrink(kept, size_of(kept), size_for(wanted));
      return block;
    }
    void* const larger = allocate(wanted);
    if (larger == nullptr) return nullptr;
    std::memcpy(larger, block, room);
    deallocate(block);
    return larger;
  }

  /// The bytes that a block in use has room for.
  static std::size_t usable_size(void* block) {
    return size_of(static_cast<std::byte*>(block)) - sizeof(word);
  }

 private:
  using word = std::uint32_t;
  static constexpr word in_use = 1;
  static constexpr word page_size = 65536;

  static word& header(std::byte* block) { return reinterpret_cast<word*>(block)[-1]; }
  static std::byte*& next(std::byte* block) { return *reinterpret_cast<std::byte**>(block); }
  static bool is_free(std::byte* block) { return (header(block) & in_use) == 0; }
  static word size_of(std::byte* block) { return header(block) & ~in_use; }

  static word round_up(word size, word step) { return (size + step - 1) & ~(step - 1); }

  static word size_for(std::size_t wanted) {
    const word size = round_up(static_cast<word>(wanted) + sizeof(word), alignment);
    return size < page_size ? round_up(size, std::bit_floor(size) / 4) : size;
  }

  /// The list of blocks from the last list's start below `size` on, 16 being the first.
  static word list_of(word size) {
    const auto zeroes = static_cast<word>(std::countl_zero(size));
    return (size >> (29 - zeroes)) + 104 - 4 * zeroes;
  }

  void add(std::byte* block) {
    std::byte*& list = lists_[list_of(header(block))];
    next(block) = list;
    list = block;
  }

  /// Puts a block in use with `size` of its `room` bytes; a rest that is worth it is free.
  void shrink(std::byte* block, word room, word size) {
    if (room > size + size / 4) {
      header(block + size) = room - size;
      add(block + size);
      room = size;
    }
    header(block) = room | in_use;
  }

  bool find_more(word size) {
    if (freed_ > static_cast<std::uint64_t>(end_ - first_) / 4 || !grow(size)) {
      if (freed_ == 0) return false;
      merge();
    }
    return true;
  }

  bool grow(word size) {
    std::byte* block = Memory::start() + alignment;
    std::byte* end = Memory::end();
    if (end_ != nullptr || block >= end) {
      const word bytes = round_up(size + alignment, page_size);
      std::byte* const start = Memory::grow(bytes / page_size);
      if (start == nullptr) return false;
      block = start == end_ ? start : start + alignment;
      end = start + bytes;
    }
    if (end_ == nullptr) {
      first_ = block;
    } else {
      header(end_) = static_cast<word>(block - end_) | in_use;
    }
    header(block) = static_cast<word>(end - block);
    header(end) = in_use;
    end_ = end;
    add(block);
    return true;
  }

  void merge() {
    lists_.fill(nullptr);
    freed_ = 0;
    for (std::byte* block = first_; block != end_; block += size_of(block)) {
      if (!is_free(block)) continue;
      while (is_free(block + header(block))) header(block) += header(block + header(block));
      add(block);
    }
  }

  std::array<std::byte*, 112> lists_{};
  std::byte* first_ = nullptr;
  std::byte* end_ = nullptr;  // of the last block; its header is there, in use
  std::uint64_t freed_ = 0;   // bytes, since neighbours were merged
};

}  // namespace se2::memory
