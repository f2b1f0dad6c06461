// SPDX-License-Identifier: Apache-2.0
// se2/memory.hpp: the policies behind the exports `allocate` and `deallocate`
#pragma once

#include <se2/detail/page_buffer.hpp>

#include <concepts>
#include <cstddef>
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
/// The buffer grows to the largest payload and a page at most. Where others have made memory grow
/// in between, it moves, and the pages that it had are lost. The hosts pair `allocate` and
/// `deallocate` strictly; a block asked for while the buffer is in use gets pages of its own, which
/// wasm can't give back afterwards.
class page_memory {
 public:
  /// The buffer, grown where it has to be; null where memory is out.
  static void* allocate(std::size_t size) { return buffer::allocate(size); }
  /// Keeps the buffer for the next payload.
  static void deallocate(void* block, std::size_t /*size*/) { buffer::deallocate(block); }

 private:
  using buffer = detail::page_buffer<detail::pages>;
};

}  // namespace se2
