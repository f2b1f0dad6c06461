// SPDX-License-Identifier: Apache-2.0
// src/python/heap.cpp: sbrk with an end of its own, and the clearing of free memory
//
// Linked with --wrap=sbrk. wasi-libc's sbrk ends the heap where memory ends. Here memory may reach
// further, and the heap grows into it before it makes memory grow; and it may start elsewhere, as
// malloc takes memory wherever it lies.

#include "heap.hpp"

#include <se2/python/pybind.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace se2::python {

namespace {

constexpr std::size_t page_size = 65536;
// What the heap may grow to while memory above it is lent. Untouched pages cost nothing.
constexpr std::size_t room_for_heap = std::size_t{256} << 20;

struct region {
  std::uintptr_t start;
  std::uintptr_t end;
};

constinit std::array<region, 8> given{};  // to be used up in this order
constinit std::size_t given_count = 0;
constinit std::size_t given_next = 0;
constinit std::uintptr_t heap_end = 0;    // 0: where memory ends
constinit std::uintptr_t lent_start = 0;  // 0: nothing is lent
constinit bool may_grow = true;
constinit bool has_moved = false;  // to what was given

std::uintptr_t memory_end() { return __builtin_wasm_memory_size(0) * page_size; }

bool grow_memory(std::size_t size) {
  return __builtin_wasm_memory_grow(0, (size + page_size - 1) / page_size) != SIZE_MAX;
}

/// Where `size` more bytes are; 0 where nowhere.
std::uintptr_t extend_heap(std::uintptr_t size) {
  if (size > 0 && !has_moved && given_count > 0) {
    // After a failure malloc no longer takes it that blocks follow each other.
    has_moved = true;
    return 0;
  }
  for (; has_moved && given_next < given_count; ++given_next) {
    auto& [start, end] = given[given_next];
    if (size <= end - start) return std::exchange(start, start + size);
  }
  const auto old_end = heap_end != 0 ? heap_end : memory_end();
  const auto available = (lent_start != 0 ? lent_start : memory_end()) - old_end;
  if (size > available && (lent_start != 0 || !grow_memory(size - available))) return 0;
  if (size > 0) heap_end = old_end + size;
  return old_end;
}

/// Takes blocks of `size` from `allocate` until it has none, or `ends(block)`, zeroes them and
/// chains them.
class taken_blocks {
 public:
  template <class Allocate, class Ends>
  void take_all(std::size_t size, Allocate allocate, Ends ends) {
    while (void* const block = allocate(size)) {
      if (ends(block)) return;
      std::memset(block, 0, size);
      std::memcpy(block, static_cast<const void*>(&last_), sizeof last_);
      last_ = block;
    }
  }

  template <class Release>
  void give_back(Release release) {
    while (last_ != nullptr) {
      void* const block = last_;
      std::memcpy(static_cast<void*>(&last_), block, sizeof last_);
      std::memset(block, 0, sizeof last_);
      release(block);
    }
  }

 private:
  void* last_ = nullptr;
};

/// Tells when Python takes pools that nothing has used yet, as it does where it has no other left.
/// They stay new: each would be a page that every instance touches.
class new_pools {
 public:
  /// Whether `block` begins one, going by its zeroes; it is freed then.
  bool begin_with(void* block) {
    const auto address = reinterpret_cast<std::uintptr_t>(block);
    if (first_ == 0 && address % size == header && is_zero(block)) first_ = address;
    if (address != first_) return false;
    PyObject_Free(block);
    return true;
  }

 private:
  static constexpr std::size_t size = 1024;  // small-pools.patch of libpython
  static constexpr std::size_t header = 8 * sizeof(void*);

  static bool is_zero(const void* block) {
    const auto* const start = static_cast<const std::byte*>(block);
    return std::all_of(start, start + size - header,
                       [](std::byte byte) { return byte == std::byte{}; });
  }

  std::uintptr_t first_ = 0;  // the one pool of them that Python now has for any size of blocks
};

void clear_python_pools() {
  PyObjectArenaAllocator arenas;
  PyMemAllocatorEx raw;
  PyObject_GetArenaAllocator(&arenas);
  PyMem_GetAllocator(PYMEM_DOMAIN_RAW, &raw);
  auto no_arenas = arenas;
  no_arenas.alloc = [](void*, std::size_t) -> void* { return nullptr; };
  auto no_raw = raw;
  no_raw.malloc = [](void*, std::size_t) -> void* { return nullptr; };
  PyObject_SetArenaAllocator(&no_arenas);
  PyMem_SetAllocator(PYMEM_DOMAIN_RAW, &no_raw);

  // Large blocks first: they take whole pools, which then hold little besides zeroes.
  constexpr std::size_t largest = 512;
  constexpr std::size_t step = 2 * sizeof(void*);
  taken_blocks blocks;
  new_pools untouched;
  const auto is_new = [&](void* block) { return untouched.begin_with(block); };
  for (auto size = largest; size > 0; size -= step) blocks.take_all(size, PyObject_Malloc, is_new);
  blocks.give_back(PyObject_Free);

  PyMem_SetAllocator(PYMEM_DOMAIN_RAW, &raw);
  PyObject_SetArenaAllocator(&arenas);
}

void clear_malloc() {
  may_grow = false;
  taken_blocks blocks;
  for (std::size_t size = std::size_t{1} << 24; size >= 16; size /= 2) {
    blocks.take_all(size, std::malloc, [](void*) { return false; });
  }
  blocks.give_back(std::free);
  may_grow = true;
}

}  // namespace

void give_to_heap(std::byte* start, std::size_t size) {
  if (given_count == given.size()) return;
  const auto first = (reinterpret_cast<std::uintptr_t>(start) + page_size - 1) / page_size;
  const auto last = (reinterpret_cast<std::uintptr_t>(start) + size) / page_size;
  if (first < last) given[given_count++] = {first * page_size, last * page_size};
}

std::byte* borrow_above_heap(std::size_t size) {
  if (lent_start == 0) {
    if (heap_end == 0) heap_end = memory_end();
    if (!grow_memory(room_for_heap)) return nullptr;
    lent_start = memory_end();
  }
  const auto start = memory_end();
  return grow_memory(size) ? reinterpret_cast<std::byte*>(start) : nullptr;
}

void return_borrowed() { lent_start = 0; }

void clear_free_memory() {
  clear_python_pools();
  clear_malloc();
}

const std::byte* end_of_heap() {
  return reinterpret_cast<const std::byte*>(heap_end != 0 ? heap_end : memory_end());
}

}  // namespace se2::python

extern "C" void* __wrap_sbrk(std::intptr_t increment) {  // NOLINT: the linker's name for it
  const auto size = static_cast<std::uintptr_t>(increment);
  const auto place = increment < 0 || !se2::python::may_grow ? 0 : se2::python::extend_heap(size);
  if (place == 0) errno = ENOMEM;
  return reinterpret_cast<void*>(place != 0 ? place : ~std::uintptr_t{});
}
