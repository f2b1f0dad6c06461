// SPDX-License-Identifier: Apache-2.0
// se2/execution.hpp: one run of the plugin: its id and its one reply
#pragma once

#include <se2/abi/imports.hpp>
#include <se2/abi/trace.hpp>
#include <se2/codec.hpp>
#include <se2/detail/error_text.hpp>
#include <se2/detail/global.hpp>
#include <se2/error.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace se2 {

namespace detail {
class run;
}

/// The run in progress. A handler that wants it takes `se2::execution&` as second parameter.
///
/// There is one execution at a time (per thread, natively), and it can't be copied. A reference
/// kept beyond its run is harmless: it answers false until the next run starts, and speaks for that
/// one from then on.
class execution {
 public:
  execution(const execution&) = delete;
  execution& operator=(const execution&) = delete;

  /// The host's name for this run, at least 0; -1 outside a run.
  [[nodiscard]] std::int32_t id() const noexcept { return state_ == state::idle ? -1 : id_; }

  /// Whether the host has this run's reply.
  [[nodiscard]] bool replied() const noexcept { return state_ == state::replied; }

  /// Replies with the bytes of `output`, copied by the host at once. Only the first reply of a run
  /// counts: a later one answers false and never reaches the host, where it would block for ever.
  template <byte_like T>
  bool reply(const T& output) {
    const auto bytes = as_bytes(output);
    if (!claim()) return false;
    SE2_DETAIL_TRACE("id=%d | calling return_result(%p, %zu, %d)", id_,
                     static_cast<const void*>(bytes.data()), bytes.size(), id_);
    se2_host_return_result(bytes.data(), static_cast<std::uint32_t>(bytes.size()), id_);
    return true;
  }

  /// Replies with an error, its code and message made fit for the host (see `se2::error`). Counts
  /// as this run's reply like `reply`.
  bool fail(const error& why) { return fail(why.code, why.message); }
  [[gnu::always_inline]] bool fail(int code, std::string_view message) {
    return send_any_error(code, message.data(), message.size());
  }

  /// The run in progress; null outside one.
  [[nodiscard]] static execution* current() noexcept {
    return state_ == state::idle ? nullptr : &instance_;
  }

 private:
  friend class detail::run;
  enum class state : std::int32_t { idle, running, replied };

  constexpr execution() = default;

  bool claim() noexcept {
    if (state_ != state::running) return false;
    state_ = state::replied;
    return true;
  }

  // Plain parameters throughout this path: a string_view would be passed in memory.
  [[gnu::noinline]] bool send_any_error(int code, const char* message, std::size_t size) {
    const detail::error_text text(code, message, size);
    return send_error(detail::is_error_status(code) ? code : 500, text.data(), text.size());
  }

  bool send_error(int code, const char* text, std::size_t size) {
    if (!claim()) return false;
    SE2_DETAIL_TRACE("id=%d | calling return_error(%d, %p, %zu, %d)", id_, code,
                     static_cast<const void*>(text), size, id_);
    se2_host_return_error(code, text, static_cast<std::uint32_t>(size), id_);
    return true;
  }

  static inline SE2_DETAIL_GLOBAL(std::int32_t) id_;
  static inline SE2_DETAIL_GLOBAL(state) state_;
  static execution instance_;
};

inline constinit execution execution::instance_{};

namespace detail {

/// Begins and ends the execution around a handler.
class run {
 public:
  explicit run(std::int32_t ident) noexcept {
    execution::id_ = ident;
    execution::state_ = execution::state::running;
  }
  ~run() { abandon(); }
  run(const run&) = delete;
  run& operator=(const run&) = delete;

  [[nodiscard]] execution& current() const noexcept { return execution::instance_; }

  /// Fails with a text that needs no repair.
  static bool fail(int code, const char* text, std::size_t size) {
    return execution::instance_.send_error(code, text, size);
  }
  template <std::size_t Size>
  static bool fail(int code, const char (&text)[Size]) {
    return fail(code, text, Size - 1);
  }

  /// Ends a run whose frames are gone, as after a trap.
  static void abandon() noexcept { execution::state_ = execution::state::idle; }
};

}  // namespace detail

}  // namespace se2
