// SPDX-License-Identifier: Apache-2.0
// tests/conformance/plugins/raw.cpp: a guest without the library's guards, to break each host rule
#include <se2/abi/exports.hpp>
#include <se2/abi/imports.hpp>

#include <cstdint>
#include <string_view>

namespace {

char memory[4096];

void result(std::string_view text, std::int32_t ident) {
  se2_host_return_result(text.data(), static_cast<std::uint32_t>(text.size()), ident);
}
void error(std::int32_t code, std::string_view text, std::int32_t ident) {
  se2_host_return_error(code, text.data(), static_cast<std::uint32_t>(text.size()), ident);
}
const void* at(std::uintptr_t address) { return reinterpret_cast<const void*>(address); }

/// Eight bytes before the end of memory.
void* near_end() {
#if defined(__wasm__)
  return reinterpret_cast<void*>((__builtin_wasm_memory_size(0) << 16) - 8);
#else
  return memory + sizeof memory - 8;
#endif
}

std::int32_t early = 0;

struct breaker {
  static void start() { se2::abi::construct(); }

  // The size of the payload chooses what is wrong with the block.
  static void* allocate(std::int32_t size) {
    if (size == 1000) return nullptr;
    if (size == 1001) return reinterpret_cast<void*>(std::uintptr_t{0x80000000});
    if (size == 1002) return reinterpret_cast<void*>(std::uintptr_t{0x7ffffff0});
    if (size == 1003) __builtin_trap();
    if (size == 1006) return near_end();
    return memory;
  }

  static void deallocate(void*, std::int32_t size) {
    if (size == 1004) __builtin_trap();
    if (size == 1005) result("late", early);
  }

  static void run_e(const void* data, std::int32_t size, std::int32_t ident) {
    const std::string_view payload(static_cast<const char*>(data), std::size_t(size));
    early = ident;
    if (payload == "two results") result("a", ident), result("b", ident);
    if (payload == "two errors") error(400, "a", ident), error(400, "b", ident);
    if (payload == "result and error") result("a", ident), error(400, "b", ident);
    if (payload == "error and result") error(400, "a", ident), result("b", ident);
    if (payload == "other ident") result("a", ident ^ 1);
    if (payload == "other ident, then right") result("a", ident ^ 1), result("b", ident);
    if (payload == "negative ident") result("a", -1);
    if (payload == "code 200") error(200, "odd", ident);
    if (payload == "code 0") error(0, "", ident);
    if (payload == "code -1") error(-1, "odd", ident);
    if (payload == "code 599") error(599, "fine", ident);
    if (payload == "not UTF-8") error(400, "caf\xe9", ident);
    if (payload == "no message") error(400, "", ident);
    if (payload == "null result") se2_host_return_result(nullptr, 0, ident);
    if (payload == "outside memory") se2_host_return_result(at(0x7fff0000), 4, ident);
    if (payload == "negative address") se2_host_return_result(at(0xfffffff0), 4, ident);
    if (payload == "past the end") se2_host_return_result(near_end(), 12, ident);
    if (payload == "negative size") se2_host_return_result(memory, 0xfffffffc, ident);
    if (size == 1004) result("fine", ident);
  }
};

}  // namespace

SE2_EXPORT(breaker)
