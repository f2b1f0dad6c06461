// SPDX-License-Identifier: Apache-2.0
// tests/conformance/plugins/stale.cpp: replies and log entries outside their run: all are lost
#include <se2/host/log.hpp>
#include <se2/plugin.hpp>

#include <string>

namespace {

se2::execution* kept = nullptr;

void speak() {
  if (kept != nullptr) kept->reply("stale"), kept->fail(500, "stale");
  if (auto* const run = se2::execution::current()) run->reply("early");
  se2::log::error("stale");
}

const struct constructed {
  constructed() { speak(); }
} early;

/// What the host calls before and after a run.
struct speaking_memory {
  static void* allocate(std::size_t size) {
    speak();
    return se2::malloc_memory::allocate(size);
  }
  static void deallocate(void* block, std::size_t size) {
    speak();
    se2::malloc_memory::deallocate(block, size);
  }
};

std::string stale(std::string_view payload, se2::execution& run) {
  kept = &run;
  if (payload == "trap") __builtin_trap();
  return std::string(payload);
}

}  // namespace

SE2_EXPORT(se2::guest<stale, speaking_memory>)
