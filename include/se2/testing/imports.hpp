// SPDX-License-Identifier: Apache-2.0
// se2/testing/imports.hpp: the raw imports, answered by the active se2::testing::host
#pragma once

#include <se2/abi/imports.hpp>
#include <se2/testing/host.hpp>

#include <cstdint>
#include <cstring>
#include <string_view>

extern "C" {

// The exports of a plugin that SE2_PLUGIN made natively.
void se2_guest_start();
void* se2_guest_allocate(std::int32_t size);
void se2_guest_deallocate(void* block, std::int32_t size);
void se2_guest_run_e(const void* payload, std::int32_t size, std::int32_t ident);

// Weak, so that every source of a test may include the double. Without a host there is nobody to
// answer, and nothing to do.
__attribute__((weak)) void se2_host_return_result(const void* data, std::uint32_t size,
                                                  std::int32_t ident) {
  if (auto* const host = se2::testing::host::active()) host->return_result(data, size, ident);
}
__attribute__((weak)) void se2_host_return_error(std::int32_t code, const void* text,
                                                 std::uint32_t size, std::int32_t ident) {
  if (auto* const host = se2::testing::host::active()) host->return_error(code, text, size, ident);
}
__attribute__((weak)) void se2_host_log_msg(const void* text, std::uint32_t size,
                                            std::int32_t level, std::int32_t ident) {
  if (auto* const host = se2::testing::host::active()) host->log_msg(text, size, level, ident);
}

}  // extern "C"

inline se2::testing::report se2::testing::host::run_plugin(std::string_view payload) {
  return record([&] {
    se2_guest_start();
    const auto size = static_cast<std::int32_t>(payload.size());
    void* const block = se2_guest_allocate(size);
    std::memcpy(block, payload.data(), payload.size());
    se2_guest_run_e(block, size, ident_);
    ident_ = -1;  // a reply in deallocate would be lost
    se2_guest_deallocate(block, size);
  });
}
