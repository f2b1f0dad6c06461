// SPDX-License-Identifier: Apache-2.0
// tests/unit/malloc.cpp: what C promises of malloc and its kin, of the C library's and of the small
// one
#include <malloc.h>
#include <stdlib.h>  // NOLINT: posix_memalign is not in <cstdlib>

#include <catch2/catch.hpp>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

namespace {

// A compiler that sees these sizes may do without the call.
volatile std::size_t nothing = 0;
volatile std::size_t too_much = SIZE_MAX / 4;
volatile std::size_t everything = SIZE_MAX;

bool is_aligned(const void* block, std::size_t boundary) {
  return reinterpret_cast<std::uintptr_t>(block) % boundary == 0;
}

bool holds(const void* block, std::size_t size, int value) {
  const auto* const bytes = static_cast<const unsigned char*>(block);
  for (std::size_t i = 0; i < size; ++i) {
    if (bytes[i] != value) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("malloc: every size up to 5000 is there to its last byte, aligned for any type") {
  std::vector<std::pair<void*, std::size_t>> blocks;
  for (std::size_t size = 0; size <= 5000; ++size) {
    void* const block = std::malloc(size);
    REQUIRE(block != nullptr);
    if (!is_aligned(block, alignof(std::max_align_t))) FAIL(size << " bytes are not aligned");
    std::memset(block, static_cast<int>(size % 251), size);
    blocks.emplace_back(block, size);
  }
  for (const auto& [block, size] : blocks) {
    if (!holds(block, size, static_cast<int>(size % 251))) FAIL(size << " bytes were overwritten");
    std::free(block);
  }
}

TEST_CASE("malloc: blocks of 0 bytes are different ones, and null can be freed") {
  void* const first = std::malloc(nothing);
  void* const second = std::malloc(nothing);
  CHECK(first != nullptr);
  CHECK(first != second);
  std::free(first);
  std::free(second);
  std::free(nullptr);
}

TEST_CASE("malloc: more than there is gives null and ENOMEM, and the next block is fine") {
  for (const std::size_t size : {std::size_t{too_much}, everything - 20, std::size_t{everything}}) {
    errno = 0;
    CHECK(std::malloc(size) == nullptr);
    CHECK(errno == ENOMEM);
  }
  void* const block = std::malloc(100);
  CHECK(block != nullptr);
  std::free(block);
}

TEST_CASE("calloc: memory that was in use is zeroed, and a product that overflows gives null") {
  for (const std::size_t size : {std::size_t{1}, std::size_t{100}, std::size_t{100000}}) {
    void* const used = std::malloc(size);
    REQUIRE(used != nullptr);
    std::memset(used, 0xff, size);
    std::free(used);
    void* const block = std::calloc(size, 1);
    REQUIRE(block != nullptr);
    CHECK(holds(block, size, 0));
    std::free(block);
  }
  void* const none = std::calloc(nothing, 10);
  CHECK(none != nullptr);
  std::free(none);
  // 2^(n/2+1) squared is 4 * 2^n: 0, if the overflow went unseen.
  const volatile std::size_t root = std::size_t{1} << (sizeof(std::size_t) * 4 + 1);
  CHECK(std::calloc(root, root) == nullptr);
  CHECK(std::calloc(everything, 2) == nullptr);
}

TEST_CASE("realloc: content stays, whichever way the block goes") {
  auto* block = static_cast<unsigned char*>(std::realloc(nullptr, 10));
  REQUIRE(block != nullptr);
  std::memset(block, 7, 10);
  std::size_t kept = 10;
  for (const std::size_t size : {12u, 11u, 1000u, 70000u, 3000000u, 200u, 5u, 6u}) {
    block = static_cast<unsigned char*>(std::realloc(block, size));
    REQUIRE(block != nullptr);
    kept = std::min(kept, size);
    CHECK(holds(block, kept, 7));
    std::memset(block, 7, size);
    kept = size;
  }
  CHECK(std::realloc(block, too_much) == nullptr);
  CHECK(holds(block, 6, 7));
  std::free(block);
}

TEST_CASE("aligned_alloc and posix_memalign: any power of two up to a page") {
  std::vector<void*> blocks;
  for (std::size_t boundary = sizeof(void*); boundary <= 65536; boundary *= 2) {
    for (const std::size_t size : {boundary, 3 * boundary}) {
      blocks.push_back(aligned_alloc(boundary, size));
      REQUIRE(blocks.back() != nullptr);
      CHECK(is_aligned(blocks.back(), boundary));
      std::memset(blocks.back(), 1, size);
      void* other = nullptr;
      REQUIRE(posix_memalign(&other, boundary, size) == 0);
      CHECK(is_aligned(other, boundary));
      std::memset(other, 2, size);
      CHECK(holds(blocks.back(), size, 1));
      blocks.push_back(other);
    }
  }
  for (void* const block : blocks) std::free(block);
}

TEST_CASE("aligned_alloc and posix_memalign: more than there is") {
  CHECK(aligned_alloc(4096, too_much - too_much % 4096) == nullptr);
  void* block = &block;
  CHECK(posix_memalign(&block, 4096, everything) == ENOMEM);
  CHECK(block == &block);
#if !defined(__SANITIZE_ADDRESS__)  // which takes it for a mistake
  CHECK(posix_memalign(&block, 24, 10) == EINVAL);
  CHECK(posix_memalign(&block, 0, 10) == EINVAL);
#endif
}

TEST_CASE("malloc_usable_size: no less than was asked for, and 0 of null") {
  for (const std::size_t size : {0u, 1u, 12u, 13u, 100u, 70000u}) {
    void* const block = std::malloc(size);
    CHECK(malloc_usable_size(block) >= size);
    std::memset(block, 1, malloc_usable_size(block));
    std::free(block);
  }
  CHECK(malloc_usable_size(nullptr) == 0);
}

TEST_CASE("malloc: memory that is given back is used again") {
  void* const first = std::malloc(100000);
  REQUIRE(first != nullptr);
  std::free(first);
#if defined(__wasm__)
  const std::size_t before = __builtin_wasm_memory_size(0);
  for (int i = 0; i < 1000; ++i) {
    void* const block = std::malloc(100000);
    REQUIRE(block != nullptr);
    std::free(block);
  }
  CHECK(__builtin_wasm_memory_size(0) == before);
#endif
}

#if defined(__wasm__)
TEST_CASE("malloc: pages that others grow are left alone") {
  const std::size_t first = __builtin_wasm_memory_grow(0, 1);
  REQUIRE(first != std::size_t(-1));
  auto* const page = reinterpret_cast<unsigned char*>(first * 65536);
  std::memset(page, 3, 65536);
  std::vector<void*> blocks;
  for (int i = 0; i < 300; ++i) {
    if (i % 100 == 50) REQUIRE(__builtin_wasm_memory_grow(0, 1) != std::size_t(-1));
    blocks.push_back(std::malloc(3000));
    REQUIRE(blocks.back() != nullptr);
    std::memset(blocks.back(), 4, 3000);
  }
  CHECK(holds(page, 65536, 3));
  for (void* const block : blocks) std::free(block);
  void* const large = std::malloc(500000);
  REQUIRE(large != nullptr);
  std::memset(large, 5, 500000);
  CHECK(holds(page, 65536, 3));
  std::free(large);
}
#endif
