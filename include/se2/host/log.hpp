// SPDX-License-Identifier: Apache-2.0
// se2/host/log.hpp: se2::log, entries of the host's log
#pragma once

#include <se2/abi/imports.hpp>
#include <se2/abi/trace.hpp>
#include <se2/execution.hpp>

#include <cstdint>
#include <string_view>

namespace se2::log {

/// How much an entry matters, as the host numbers it.
enum class level : std::int32_t { error = 1, warn, info, debug };

}  // namespace se2::log

namespace se2::detail {

/// One entry, untraced: where stdout leads to the log, a trace of it would have no end.
inline void write_log(log::level level, std::string_view message) {
  const auto* const run = execution::current();
  if (run == nullptr) return;
  se2_host_log_msg(message.data(), static_cast<std::uint32_t>(message.size()),
                   static_cast<std::int32_t>(level), run->id());
}

inline void trace_and_write_log(log::level level, std::string_view message) {
  SE2_DETAIL_TRACE("calling log_msg(%p, %zu, %d)", static_cast<const void*>(message.data()),
                   message.size(), static_cast<int>(level));
  write_log(level, message);
}

}  // namespace se2::detail

namespace se2::log {

/// Each adds one entry, whatever lines it has, to the log of the run in progress, on a host of
/// profile `e2core` or `sat`. Outside a run there is no log: nothing happens.
///
///     se2::log::warn("no such word: " + word);
inline void error(std::string_view message) { detail::trace_and_write_log(level::error, message); }
inline void warn(std::string_view message) { detail::trace_and_write_log(level::warn, message); }
inline void info(std::string_view message) { detail::trace_and_write_log(level::info, message); }
inline void debug(std::string_view message) { detail::trace_and_write_log(level::debug, message); }

}  // namespace se2::log
