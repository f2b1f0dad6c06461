// SPDX-License-Identifier: Apache-2.0
// src/memory/small_malloc.cpp: malloc and its kin on a small_heap, in place of the C library's
#include "small_heap.hpp"

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>

extern "C" {
extern std::byte __heap_base[];  // by wasm-ld: the end of static data and of the shadow stack
extern std::byte __heap_end[];   // by wasm-ld: where the memory ends that the module starts with
}

namespace {

struct wasm_memory {
  static std::byte* start() { return __heap_base; }
  static std::byte* end() { return __heap_end; }
  static std::byte* grow(std::size_t pages) {
    const std::size_t first = __builtin_wasm_memory_grow(0, pages);
    return first == SIZE_MAX ? nullptr : reinterpret_cast<std::byte*>(first * 65536);
  }
};

using heap = se2::memory::small_heap<wasm_memory>;

bool is_power_of_two(std::size_t number) { return std::has_single_bit(number); }

/// The C functions say where memory is out.
void* checked(void* block) {
  if (block == nullptr) errno = ENOMEM;
  return block;
}

}  // namespace

extern "C" {

void* malloc(std::size_t size) { return checked(heap::allocate(size)); }

void free(void* block) { heap::deallocate(block); }

void* calloc(std::size_t count, std::size_t size) {
  const std::uint64_t total = std::uint64_t{count} * size;
  void* const block = malloc(total > SIZE_MAX ? SIZE_MAX : static_cast<std::size_t>(total));
  if (block != nullptr) std::memset(block, 0, static_cast<std::size_t>(total));
  return block;
}

void* realloc(void* block, std::size_t size) { return checked(heap::reallocate(block, size)); }

void* aligned_alloc(std::size_t boundary, std::size_t size) {
  if (!is_power_of_two(boundary)) {
    errno = EINVAL;
    return nullptr;
  }
  return checked(heap::allocate_aligned(boundary, size));
}

int posix_memalign(void** result, std::size_t boundary, std::size_t size) {
  if (!is_power_of_two(boundary) || boundary < sizeof(void*)) return EINVAL;
  void* const block = heap::allocate_aligned(boundary, size);
  if (block == nullptr) return ENOMEM;
  *result = block;
  return 0;
}

std::size_t malloc_usable_size(void* block) {
  return block == nullptr ? 0 : heap::usable_size(block);
}

// What the C library calls them inside.
void* __libc_malloc(std::size_t size) __attribute__((alias("malloc")));
void* __libc_calloc(std::size_t count, std::size_t size) __attribute__((alias("calloc")));
void __libc_free(void* block) __attribute__((alias("free")));

}  // extern "C"
