// SPDX-License-Identifier: Apache-2.0
// tests/unit/memory.cpp: both memory policies give usable blocks and take them back
#include <se2/memory.hpp>

#include <catch2/catch.hpp>

#include <cstring>

namespace {

struct nothing {};
struct wrong_result {
  static char* allocate(std::size_t);
  static void deallocate(void*, std::size_t);
};
struct no_deallocate {
  static void* allocate(std::size_t);
};

static_assert(se2::memory_policy<se2::malloc_memory>);
static_assert(se2::memory_policy<se2::page_memory>);
static_assert(!se2::memory_policy<nothing>);
static_assert(!se2::memory_policy<wrong_result>);
static_assert(!se2::memory_policy<no_deallocate>);

constexpr std::size_t page = 65536;

// Writes every byte, which a sanitizer watches natively and the engine in wasm.
void fill(void* block, std::size_t size, int value) {
  REQUIRE(block != nullptr);
  std::memset(block, value, size);
}

bool holds(const void* block, std::size_t size, int value) {
  const auto* const bytes = static_cast<const unsigned char*>(block);
  for (std::size_t i = 0; i < size; ++i) {
    if (bytes[i] != value) return false;
  }
  return true;
}

}  // namespace

TEMPLATE_TEST_CASE("a block of any size is there to the last byte", "", se2::malloc_memory,
                   se2::page_memory) {
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{1}, page - 1, page, page + 1, 3 * page, std::size_t{1} << 20}) {
    void* const block = TestType::allocate(size);
    fill(block, size, 0x5a);
    CHECK(holds(block, size, 0x5a));
    TestType::deallocate(block, size);
  }
}

TEMPLATE_TEST_CASE("blocks in use at the same time don't overlap", "", se2::malloc_memory,
                   se2::page_memory) {
  void* const first = TestType::allocate(100);
  fill(first, 100, 1);
  void* const second = TestType::allocate(2 * page);
  fill(second, 2 * page, 2);
  void* const empty = TestType::allocate(0);
  CHECK(empty != nullptr);
  CHECK(holds(first, 100, 1));
  CHECK(holds(second, 2 * page, 2));
  TestType::deallocate(second, 2 * page);
  TestType::deallocate(first, 100);
  TestType::deallocate(empty, 0);
}

TEST_CASE("page_memory keeps one buffer and reuses it") {
  void* const first = se2::page_memory::allocate(1000);
  se2::page_memory::deallocate(first, 1000);
  void* const second = se2::page_memory::allocate(10);
  CHECK(second == first);
  se2::page_memory::deallocate(second, 10);
}

TEST_CASE("page_memory's buffer grows once and is reused at its new size") {
  void* const large = se2::page_memory::allocate(8 * page);
  fill(large, 8 * page, 3);
  se2::page_memory::deallocate(large, 8 * page);
  void* const again = se2::page_memory::allocate(8 * page);
  CHECK(again == large);
  fill(again, 8 * page, 4);
  se2::page_memory::deallocate(again, 8 * page);
}

TEST_CASE("page_memory's buffer is in use again after a block beside it was given back") {
  void* const first = se2::page_memory::allocate(10);
  void* const beside = se2::page_memory::allocate(10);
  se2::page_memory::deallocate(beside, 10);
  void* const another = se2::page_memory::allocate(10);
  CHECK(another != first);
  se2::page_memory::deallocate(another, 10);
  se2::page_memory::deallocate(first, 10);
  void* const reused = se2::page_memory::allocate(10);
  CHECK(reused == first);
  se2::page_memory::deallocate(reused, 10);
}

TEMPLATE_TEST_CASE("more than there is gives null, and the next block is fine", "",
                   se2::malloc_memory, se2::page_memory) {
  // A quarter of the address space: more than the limit that the wasm build is given.
  constexpr std::size_t too_much = ~std::size_t{0} / 4;
  CHECK(TestType::allocate(too_much) == nullptr);
  void* const block = TestType::allocate(10);
  fill(block, 10, 5);
  TestType::deallocate(block, 10);
}
