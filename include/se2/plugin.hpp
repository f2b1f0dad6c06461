// SPDX-License-Identifier: Apache-2.0
// se2/plugin.hpp: SE2_PLUGIN, and the guest that stands between the host and a handler
#pragma once

#include <se2/abi/exports.hpp>
#include <se2/abi/runtime.hpp>
#include <se2/detail/global.hpp>
#include <se2/detail/handler.hpp>
#include <se2/execution.hpp>
#include <se2/memory.hpp>

#include <cstddef>
#include <cstdint>
#include <span>

namespace se2 {

/// The guest side of the ABI for one handler; `SE2_EXPORT` makes its functions the module's
/// exports.
///
/// `Handler` is a function, a lambda without captures, or a global object with one `operator()`. It
/// takes the input, or the input and `se2::execution&`; concept `handler` has the rule in full.
/// Whatever it does, the host gets one reply: what it returns, throws, or sent itself. An object
/// with a member `start()` is started once, after the constructors and before the first run.
template <decltype(auto) Handler, memory_policy Memory = malloc_memory>
struct guest {
  /// `_start`. Hosts may skip it or call it again: the other exports start what has not started.
  static void start() {
    if (started_ != 0) return;
    started_ = 1;
    abi::construct();
    SE2_DETAIL_TRACE("started");
    if constexpr (requires { Handler.start(); }) Handler.start();
  }

  /// A block for a payload, never null: it traps where the host's `size` is negative, where memory
  /// is out, and where the block would end above 2 GiB, which hosts read as a negative address.
  static void* allocate(std::int32_t size) {
    detail::run::abandon();
    start();
    SE2_DETAIL_TRACE("called allocate(%d)", size);
    void* const block = Memory::allocate(static_cast<std::uint32_t>(size));
    if (block == nullptr || !abi::is_addressable(block, size)) __builtin_trap();
    SE2_DETAIL_TRACE("allocate(%d) returning %p", size, block);
    return block;
  }

  /// Takes the block of a payload back. A run that trapped is over, too.
  static void deallocate(void* block, std::int32_t size) {
    detail::run::abandon();
    SE2_DETAIL_TRACE("called deallocate(%p, %d)", block, size);
    Memory::deallocate(block, static_cast<std::size_t>(size));
  }

  /// One run. The payload is borrowed from the host, which frees it afterwards.
  static void run_e(const void* payload, std::int32_t size, std::int32_t ident) {
    start();
#if defined(__cpp_exceptions)
    abi::reset_exceptions();
#endif
    const detail::run run(ident);
    SE2_DETAIL_TRACE("id=%d | called run_e(%p, %d, %d)", ident, payload, size, ident);
    if (!abi::is_addressable(payload, size)) {
      run.fail(400, "payload outside memory");
    } else if constexpr (handler<decltype(Handler)>) {
      detail::answer(Handler, {static_cast<const std::byte*>(payload), std::size_t(size)}, run);
    }
    SE2_DETAIL_TRACE("id=%d | run_e: completed", ident);
  }

  static_assert(
      handler<decltype(Handler)>,
      "se2: a handler takes std::string_view, std::string, std::span<const std::byte>, "
      "std::span<const std::uint8_t>, std::vector<std::byte> or a T with "
      "se2::codec<T>::decode, then optionally se2::execution&; and it returns void, text, "
      "bytes, a T with se2::codec<T>::encode, or se2::result of one of these");

 private:
  static inline SE2_DETAIL_GLOBAL(std::int32_t) started_;
};

}  // namespace se2

/// Makes `handler` the plugin: `SE2_PLUGIN(reverse)`, with or without a semicolon, once per plugin.
/// It stands for `SE2_EXPORT(se2::guest<handler>)`.
#define SE2_PLUGIN(...) SE2_EXPORT(::se2::guest<(__VA_ARGS__)>)
