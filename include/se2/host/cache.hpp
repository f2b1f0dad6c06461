// SPDX-License-Identifier: Apache-2.0
// se2/host/cache.hpp: se2::cache, values that outlive a run
#pragma once

#include <se2/abi/ffi_result.hpp>
#include <se2/codec.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace se2::detail {

inline abi::answer set_cached(const std::string_view& key, const std::span<const std::byte>& value,
                              std::int32_t seconds) {
  const auto* const run = execution::current();
  if (run == nullptr) return abi::outside_run("cache_set");
  SE2_DETAIL_TRACE("id=%d | calling cache_set", run->id());
  const auto status =
      se2_host_cache_set(key.data(), abi::size_of(key), value.data(),
                         static_cast<std::uint32_t>(value.size()), seconds, run->id());
  if (status != 0) return abi::refusal("cache_set");
  return {};
}

}  // namespace se2::detail

/// The host's cache, on hosts of profile `sat`. All plugins of a host share it.
namespace se2::cache {

/// Stores text or bytes under a key for so many seconds, or for good where they are 0. Error 500:
/// the host denies it, no run.
///
///     SE2_TRY(se2::cache::set("word", "apple", 60));
template <byte_like T>
[[nodiscard]] result<void> set(std::string_view key, const T& value, std::int32_t seconds = 0) {
  return abi::to_result<void>(detail::set_cached(key, as_bytes(value), seconds));
}

/// The value of a key. Error 500 with the host's text: "key not found", "capability is not
/// enabled", no run.
[[nodiscard]] inline result<buffer> get(std::string_view key) {
  return abi::to_result<buffer>(abi::ask_for("cache_get", se2_host_cache_get, key));
}

}  // namespace se2::cache
