// SPDX-License-Identifier: Apache-2.0
// se2/memory.hpp: the policies behind the exports `allocate` and `deallocate`
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace se2 {

/// Where the host's payloads are stored. `allocate(size)` gives `size` bytes, also for 0, or null
/// where memory is out; `deallocate` takes back what `allocate` gave, with the same size.
template <class T>
concept memory_policy = requires(std::size_t size, void* block) {
  { T::allocate(size) } -> std::same_as<void*>;
  T::deallocate(block, size);
};

/// Payloads live on the C heap. The default.
struct malloc_memory {
  static void* allocate(std::size_t size) { return std::malloc(size != 0 ? size : 1); }
  static void deallocate(void* block, std::size_t /*size*/) { std::free(block); }
};

/// One payload buffer of whole pages, kept and reused: a plugin that allocates nothing else links
/// no allocator at all.
///
/// The hosts pair `allocate` and `deallocate` strictly. A block asked for while the buffer is in
/// use gets pages of its own, which wasm can't give back afterwards.
class page_memory {
 public:
  /// The buffer, grown where it has to be; null where memory is out.
  static void* allocate(std::size_t size) {
    const std::size_t pages = size / page_size + 1;
    if (busy_) return grow(pages);
    if (pages > pages_ && !extend(pages)) {
      std::byte* const larger = grow(pages);
      if (larger == nullptr) return nullptr;
      abandon(buffer_);
      buffer_ = larger;
      pages_ = pages;
    }
    busy_ = true;
    return buffer_;
  }

  /// Keeps the buffer for the next payload.
  static void deallocate(void* block, std::size_t /*size*/) {
    if (block == buffer_) {
      busy_ = false;
    } else {
      abandon(block);
    }
  }

 private:
  static constexpr std::size_t page_size = 65536;

#if defined(__wasm__)
  static std::byte* grow(std::size_t pages) {
    const std::size_t first = __builtin_wasm_memory_grow(0, pages);
    return first == ~std::size_t{0} ? nullptr : reinterpret_cast<std::byte*>(first * page_size);
  }

  // A buffer that is the last thing in memory grows in place.
  static bool extend(std::size_t pages) {
    const std::size_t end = reinterpret_cast<std::size_t>(buffer_) + pages_ * page_size;
    if (end != __builtin_wasm_memory_size(0) * page_size) return false;
    if (grow(pages - pages_) == nullptr) return false;
    pages_ = pages;
    return true;
  }

  static void abandon(void* /*block*/) {}
#else
  static std::byte* grow(std::size_t pages) {
    return static_cast<std::byte*>(std::aligned_alloc(page_size, pages * page_size));
  }
  static bool extend(std::size_t /*pages*/) { return false; }
  static void abandon(void* block) { std::free(block); }
#endif

  static inline constinit thread_local std::byte* buffer_ = nullptr;
  static inline constinit thread_local std::size_t pages_ = 0;
  static inline constinit thread_local bool busy_ = false;
};

}  // namespace se2
