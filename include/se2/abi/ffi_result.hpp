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
#include <cstring>
#include <expected>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

// A host function answers with a size, and the bytes wait in a slot of the run until get_ffi_result
// fetches them: n >= 0 announces n bytes, also none, n < 0 an error text of -n bytes. While one
// waits, every other function of this kind refuses with -1.
//
// -1 is ambiguous: a refusal with nothing waiting, an answer in the way that somebody calling the
// imports by hand left there, or an error text of one byte. The slot is emptied, and where there
// was something in it the call is made once more. fetch_url answers -2 too with nothing waiting, or
// with an error text of two bytes, which it is from the others. Where fetching fails the error is
// unknown.

namespace se2::abi {

/// The end of memory, where the host writes nothing of an answer: fetched to there, it is dropped.
#if defined(__wasm__) && !defined(SE2_TESTING)
inline void* end_of_memory() {
  // NOLINTNEXTLINE(performance-no-int-to-ptr): no object has this address
  return reinterpret_cast<void*>(__builtin_wasm_memory_size(0) << 16);
}
#else
inline void* end_of_memory() {
  static char end;
  return &end;
}
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

/// Copies `text` to `out` and gives the end.
inline char* write(char* out, std::string_view text) {
  if (!text.empty()) std::memcpy(out, text.data(), text.size());
  return out + text.size();
}

inline std::uint32_t size_of(const std::string_view& text) {
  return static_cast<std::uint32_t>(text.size());
}

/// What a host function gave: bytes, or with a code, not 0, the text of an error. (Errors become
/// strings in one place: a `result` made here and there would be 1 KB of each plugin.)
struct answer {
  int code;
  buffer bytes;
};

// In this file and its users a view is taken by reference, for it would be passed in memory anyway,
// and a literal as a plain pointer.

/// An error 500 whose text is the parts, one after the other.
[[gnu::noinline]] inline answer failure(const char* first, const std::string_view& second,
                                        const char* third) {
  const std::string_view begin = first;
  const std::string_view end = third;
  answer made{500, buffer(begin.size() + second.size() + end.size())};
  write(write(write(made.bytes.data(), begin), second), end);
  return made;
}

inline answer outside_run(const char* name) { return failure(name, ": called outside a run", ""); }

inline answer refusal(const char* name) { return failure(name, ": refused by the host", ""); }

[[gnu::noinline]] inline error to_error(const answer& from, std::size_t begin) {
  return {from.code, std::string(from.bytes.data() + begin, from.bytes.size() - begin)};
}

/// An answer as authors see it; an error's text from byte `begin` on.
template <class T>
[[gnu::noinline]] result<T> to_result(answer&& from, std::size_t begin = 0) {
  if (from.code != 0) return std::unexpected(to_error(from, begin));
  if constexpr (std::is_void_v<T>) {
    return {};
  } else if constexpr (std::is_same_v<T, buffer>) {
    return std::move(from.bytes);
  } else {
    return T(from.bytes.text());
  }
}

/// A host function with its arguments, `call(ident)`; borrows the callable.
class host_call {
 public:
  template <class Call>
  host_call(const Call& call)
      : call_(&call), invoke_([](const void* object, std::int32_t ident) {
          return (*static_cast<const Call*>(object))(ident);
        }) {}

  std::int32_t operator()(std::int32_t ident) const { return invoke_(call_, ident); }

 private:
  const void* call_;
  std::int32_t (*invoke_)(const void*, std::int32_t);
};

/// Calls a host function for the run in progress. Its error text, or what stands for it, is an
/// error 500. Outside a run the host is not called. Sizes from `last_refusal` to -1 are refusals.
[[gnu::noinline]] inline answer ask(const char* name, const host_call& call,
                                    std::int32_t last_refusal = -1) {
  const auto* const run = execution::current();
  if (run == nullptr) return outside_run(name);
  const std::int32_t ident = run->id();
  SE2_DETAIL_TRACE("id=%d | calling %s", ident, name);
  std::int32_t size = call(ident);
  if (size == -1 && drop_answer(ident)) size = call(ident);
  SE2_DETAIL_TRACE("id=%d | %s answered %d", ident, name, size);
  if (size < 0 && size >= last_refusal) {
    drop_answer(ident);
    return refusal(name);
  }
  waiting_answer waiting(ident);
  answer made{size < 0 ? 500 : 0, buffer(size < 0 ? 0u - static_cast<std::uint32_t>(size)
                                                  : static_cast<std::uint32_t>(size))};
  if (!waiting.fetch(made.bytes.data())) return refusal(name);
  return made;
}

/// `ask` for a host function of one text.
[[gnu::noinline]] inline answer ask_for(const char* name,
                                        std::int32_t (*function)(const void*, std::uint32_t,
                                                                 std::int32_t),
                                        const std::string_view& key) {
  const auto call = [&](std::int32_t ident) { return function(key.data(), size_of(key), ident); };
  return ask(name, call);
}

}  // namespace se2::abi
