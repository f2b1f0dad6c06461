// SPDX-License-Identifier: Apache-2.0
// tests/unit/soak/soak.cpp: a heap in use: a million calls of malloc, realloc and free, counted
#include <se2/plugin.hpp>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <cstring>

namespace {

class random_numbers {
 public:
  explicit random_numbers(std::uint32_t seed) : state_(seed) {}
  std::uint32_t below(std::uint32_t limit) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::uint32_t>(state_ >> 33) % limit;
  }

 private:
  std::uint64_t state_;
};

/// Sizes of one kind of program.
enum class shape : std::uint32_t { mixed, texts, nodes, payloads };

std::uint32_t size_of(shape kind, std::uint32_t step, random_numbers& random) {
  switch (kind) {
    case shape::mixed: {  // most are small, some are large
      const auto chance = random.below(100);
      return 1 + random.below(chance < 90 ? 256 : chance < 99 ? 4096 : 65536);
    }
    case shape::texts:
      return 1 + random.below(300);
    case shape::nodes:  // many of one size, then of another one
      return 20 + step / 100000 % 4 * 12;
    case shape::payloads:
      return 1000 + random.below(300000);
  }
  return 0;
}

struct order {
  shape kind;
  std::uint32_t seed;
  std::uint32_t steps;
  std::uint32_t slots;
};

struct account {
  std::uint32_t most_in_use;  // bytes, as they were asked for
  std::uint32_t pages_half_way;
  std::uint32_t pages;
  std::uint32_t damaged;  // blocks that did not keep their content
};

struct slot {
  unsigned char* block;
  std::uint32_t size;
};
std::array<slot, 20000> slots;

void mark(const slot& one, std::uint32_t index) {
  one.block[0] = one.block[one.size - 1] = static_cast<unsigned char>(index);
}

bool is_marked(const slot& one, std::uint32_t index) {
  const auto wanted = static_cast<unsigned char>(index);
  return one.block[0] == wanted && one.block[one.size - 1] == wanted;
}

std::uint32_t pages() { return static_cast<std::uint32_t>(__builtin_wasm_memory_size(0)); }

}  // namespace

template <>
struct se2::codec<order> {
  static order decode(std::span<const std::byte> payload) {
    order decoded{};
    std::memcpy(&decoded, payload.data(), sizeof decoded);
    return decoded;
  }
};

template <>
struct se2::codec<account> {
  static std::span<const std::byte> encode(const account& made) {
    return std::as_bytes(std::span(&made, 1));
  }
};

account soak(const order& wanted) {
  random_numbers random(wanted.seed);
  account made{};
  std::uint32_t in_use = 0;
  for (std::uint32_t step = 0; step < wanted.steps; ++step) {
    if (step == wanted.steps / 2) made.pages_half_way = pages();
    const auto index = random.below(wanted.slots);
    auto& [block, size] = slots[index];
    const bool is_resized = wanted.kind == shape::texts && random.below(4) == 0;
    if (block != nullptr && !is_resized) {
      if (!is_marked(slots[index], index)) ++made.damaged;
      std::free(block);
      in_use -= size;
      block = nullptr;
      continue;
    }
    const auto kept = block != nullptr ? size : 0;
    size = size_of(wanted.kind, step, random);
    block = static_cast<unsigned char*>(std::realloc(block, size));
    if (kept > 0 && block[0] != static_cast<unsigned char>(index)) ++made.damaged;
    in_use += size - kept;
    mark(slots[index], index);
    if (in_use > made.most_in_use) made.most_in_use = in_use;
  }
  made.pages = pages();
  return made;
}
SE2_PLUGIN(soak)
