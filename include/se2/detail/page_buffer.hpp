// SPDX-License-Identifier: Apache-2.0
// se2/detail/page_buffer.hpp: a buffer in pages at the end of memory
#pragma once

#include <se2/detail/global.hpp>

#include <cstddef>
#include <cstdlib>

namespace se2::detail {

#if defined(__wasm__)

/// Pages at the end of memory, which others make grow too. They can't be given back.
struct pages {
  static constexpr std::size_t size = 65536;

  static std::byte* grow(std::size_t count) {
    const std::size_t first = __builtin_wasm_memory_grow(0, count);
    return first == ~std::size_t{0} ? nullptr : reinterpret_cast<std::byte*>(first * size);
  }
  /// Whether `place` is where the next pages will be.
  static bool is_end(const std::byte* place) {
    return reinterpret_cast<std::size_t>(place) == __builtin_wasm_memory_size(0) * size;
  }
  static void give_back(void* /*place*/) {}
};

#else

/// Blocks in whole pages.
struct pages {
  static constexpr std::size_t size = 65536;

  static std::byte* grow(std::size_t count) {
    return static_cast<std::byte*>(std::aligned_alloc(size, count * size));
  }
  static bool is_end(const std::byte* /*place*/) { return false; }
  static void give_back(void* place) { std::free(place); }
};

#endif

/// The buffer in pages of `Pages`, which is `pages` or has the same functions.
template <class Pages>
class page_buffer {
 public:
  static void* allocate(std::size_t size) {
    if (size >= free_) return allocate_pages(size);
    free_ = 0;
    return start_;
  }

  static void deallocate(void* block) {
    if (block == start_) {
      free_ = capacity_;
    } else {
      Pages::give_back(block);
    }
  }

 protected:
  static inline SE2_DETAIL_GLOBAL(std::byte*) start_;
  static inline SE2_DETAIL_GLOBAL(std::size_t) capacity_;
  static inline SE2_DETAIL_GLOBAL(std::size_t) free_;  // the same, or 0 while the buffer is in use

 private:
  [[gnu::noinline]] static void* allocate_pages(std::size_t size) {
    const std::size_t wanted = size / Pages::size + 1;  // room for more than `size`, see allocate
    if (free_ != capacity_) return Pages::grow(wanted);
    const bool extends = Pages::is_end(start_ + capacity_);
    std::byte* const added = Pages::grow(extends ? wanted - capacity_ / Pages::size : wanted);
    if (added == nullptr) return nullptr;
    if (!extends) {
      Pages::give_back(start_);
      start_ = added;
    }
    capacity_ = wanted * Pages::size;
    free_ = 0;
    return start_;
  }
};

}  // namespace se2::detail
