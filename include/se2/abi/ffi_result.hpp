// SPDX-License-Identifier: Apache-2.0
// se2/abi/ffi_result.hpp: the protocol by which a host function answers with bytes or an error text
#pragma once

#include <se2/abi/imports.hpp>
#include <se2/abi/trace.hpp>
#include <se2/buffer.hpp>
#include <se2/error.hpp>
#include <se2/execution.hpp>

#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <utility>

// A host function answers with a size, and the bytes wait in a slot of the run until get_ffi_result
// fetches them: n >= 0 announces n bytes, also none, n < 0 an error text of -n bytes. While one
// waits, every other function of this kind refuses with -1.
//
// -1 is ambiguous: a refusal with nothing waiting, an answer in the way that somebody calling the
// imports by hand left there, or an error text of one byte. The slot is emptied, and where there
// was something in it the call is made once more. fetch_url answers -2 too with nothing waiting;
// from the others it is an error text of two bytes. Where fetching fails the error is unknown.

namespace se2::abi {

/// The end of memory, where the host writes nothing of an answer: fetched to there, it is dropped.
#if defined(__wasm__) && !defined(SE2_TESTING)
inline void* end_of_memory() {
  return reinterpret_cast<void*>(__builtin_wasm_memory_size(0) << 16);
}
#else
inline char end_of_memory_;
inline void* end_of_memory() { return &end_of_memory_; }
#endif

/// Empties the slot; false where nothing waited in it.
inline bool drop_answer(std::int32_t ident) {
  return se2_host_get_ffi_result(end_of_memory(), ident) == 0;
}

/// An answer that waits in the slot; where nobody fetches it, it is dropped.
class waiting_answer {
 public:
  explicit waiting_answer(std::int32_t ident) : ident_(ident) {}
  ~waiting_answer() {
    if (is_waiting_) drop_answer(ident_);
  }
  waiting_answer(const waiting_answer&) = delete;
  waiting_answer& operator=(const waiting_answer&) = delete;

  /// Has the host write it, all of it; false where there was none.
  bool fetch(void* destination) {
    is_waiting_ = false;
    return se2_host_get_ffi_result(destination, ident_) == 0;
  }

 private:
  std::int32_t ident_;
  bool is_waiting_ = true;
};

/// An error 500 whose message is the parts, one after the other.
[[gnu::noinline]] inline std::unexpected<error> failure(std::string_view first,
                                                        std::string_view second,
                                                        std::string_view third = {}) {
  std::string message(first);
  message += second;
  message += third;
  return std::unexpected(error{500, std::move(message)});
}

inline std::unexpected<error> outside_run(std::string_view name) {
  return failure(name, ": there is no run; call the host only inside the handler");
}

inline std::unexpected<error> refusal(std::string_view name) {
  return failure(name, ": the host refused and gave no reason");
}

/// What the host function `name` announced with `size`, or its error text, as an error 500.
[[gnu::noinline]] inline result<buffer> answer_of(std::string_view name, std::int32_t size,
                                                  std::int32_t ident) {
  waiting_answer waiting(ident);
  if (size < 0) {
    error why{500, std::string(0u - static_cast<std::uint32_t>(size), '\0')};
    if (!waiting.fetch(why.message.data())) return refusal(name);
    return std::unexpected(std::move(why));
  }
  buffer bytes(static_cast<std::size_t>(size));
  if (!waiting.fetch(bytes.data())) return refusal(name);
  return bytes;
}

/// Calls a host function, `call(ident)` for the run in progress, and fetches its answer. Outside a
/// run the host is not called. Sizes from `last_refusal` to -1 are refusals.
template <class Call>
result<buffer> ask(std::string_view name, Call call, std::int32_t last_refusal = -1) {
  const auto* const run = execution::current();
  if (run == nullptr) return outside_run(name);
  const std::int32_t ident = run->id();
  SE2_DETAIL_TRACE("id=%d | calling %s", ident, name.data());
  std::int32_t size = call(ident);
  if (size == -1 && drop_answer(ident)) {
    size = call(ident);
    if (size == -1) drop_answer(ident);
  }
  SE2_DETAIL_TRACE("id=%d | %s answered %d", ident, name.data(), size);
  if (size < 0 && size >= last_refusal) return refusal(name);
  return answer_of(name, size, ident);
}

/// The same for an answer that is a text.
inline result<std::string> to_text(result<buffer> answer) {
  if (!answer) return std::unexpected(std::move(answer).error());
  return std::string(answer->text());
}

/// The same for an answer that says nothing.
inline result<void> to_nothing(result<buffer> answer) {
  if (!answer) return std::unexpected(std::move(answer).error());
  return {};
}

inline std::uint32_t size_of(std::string_view text) {
  return static_cast<std::uint32_t>(text.size());
}

}  // namespace se2::abi
