// SPDX-License-Identifier: Apache-2.0
// tests/fuzz/native/ffi_results.cpp: hosts that answer the calls of se2/host/ with anything
#include <se2/detail/handler.hpp>
#include <se2/se2.hpp>

#include <cstring>
#include <optional>
#include <string>

#include "input.hpp"

namespace {

constexpr std::int32_t run_ident = 7;
constexpr std::uint32_t largest = 1 << 16;

/// The one slot of a host that the input makes lie about sizes, refuse, and keep answers back.
class hostile_host {
 public:
  explicit hostile_host(input& words) : words_(words) {}

  /// What a host function answers. That need not be what it leaves in the slot.
  std::int32_t answer(std::int32_t ident) {
    require(ident == run_ident, "calls are those of the run");
    delivered.reset();
    was_full = slot_.has_value();
    if (was_full) return -1;
    const auto choice = words_.byte() % 8;
    switch (choice) {
      case 0:
        return -1;
      case 1:
        return -2;
      case 2:
        return static_cast<std::int32_t>(words_.number() % largest);
      case 3:
        return -static_cast<std::int32_t>(words_.number() % largest);
      case 4:
        slot_ = std::string(words_.number() % largest, 'x');
        break;
      default:
        slot_ = words_.text();
    }
    is_error_ = (choice & 1) != 0;
    const auto size = static_cast<std::int32_t>(slot_->size());
    return is_error_ ? -size : size;
  }

  std::int32_t fetch(void* destination, std::int32_t ident) {
    require(ident == run_ident, "answers are those of the run");
    if (!slot_) return -1;
    if (words_.byte() % 16 == 1) {
      has_failed = true;
      return -1;
    }
    if (destination != se2::abi::end_of_memory()) {
      std::memcpy(destination, slot_->data(), slot_->size());
      delivered = slot_;
    }
    slot_.reset();
    return 0;
  }

  /// An author's own call has left an answer that nobody fetched.
  void leave(std::string_view text) { slot_ = text; }
  void forget() { delivered.reset(); }

  [[nodiscard]] bool is_empty() const { return !slot_; }
  [[nodiscard]] bool succeeds() const { return delivered && !is_error(); }
  /// An empty error text is announced as 0 bytes of data.
  [[nodiscard]] bool is_error() const { return is_error_ && !delivered->empty(); }

  /// What the last call gave, where the guest has fetched it.
  std::optional<std::string> delivered;
  bool was_full = false;    ///< the last call met an answer in the slot
  bool has_failed = false;  ///< to deliver an answer
  int replies = 0;

 private:
  input& words_;
  std::optional<std::string> slot_;
  bool is_error_ = false;
};

hostile_host* host = nullptr;

/// What the last call gave, by the protocol, and what the author got must be the same.
template <class T>
void check(const se2::result<T>& got, bool has_status = false) {
  require(host->is_empty() || host->has_failed, "no answer stays in the slot");
  require(!host->was_full || host->has_failed, "what is in the slot is no hindrance");
  require(got.has_value() == host->succeeds(), "a success is one");
  if (got) {
    if constexpr (std::is_same_v<T, se2::buffer>)
      require(got->text() == *host->delivered, "bytes arrive");
    if constexpr (std::is_same_v<T, std::string>) require(*got == *host->delivered, "text arrives");
    return;
  }
  const auto& [code, message] = got.error();
  if (!host->delivered) {
    const std::string_view refused = ": refused by the host";
    require(code == 500 && message.ends_with(refused), "a refusal is an error");
    return;
  }
  const std::string& text = *host->delivered;
  int status = 0;
  char after = 0;
  const bool is_status = has_status && text.size() >= 5 && text.substr(3, 2) == ": " &&
                         text.find_first_not_of("0123456789") == 3 &&
                         std::sscanf(text.c_str(), "%3d%c", &status, &after) == 2 && status > 0;
  require(code == (is_status ? status : 500), "the code is the status");
  require(message == (is_status ? text.substr(5) : text), "an error text arrives");
}

bool is_line(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n:\0", 4)) == text.npos;
}

void fetch(input& words) {
  const auto method = static_cast<se2::http::method>(words.byte());
  const auto url = words.text();
  const auto name = words.text();
  const auto value = words.text();
  const auto got = se2::http::fetch(method, url, words.text(), {{name, value}});
  if (!got && got.error().message.starts_with("http: ")) return;
  require(!name.empty() && is_line(name) && is_line(value), "a header is one");
  check(got, true);
}

void call(input& words) {
  const std::string_view key = words.text();
  host->forget();
  namespace request = se2::request;
  switch (words.byte() % 12) {
    case 0:
      return check(request::header(key));
    case 1:
      return check(request::url());
    case 2:
      return check(request::body());
    case 3:
      return check(request::set_state(key, words.text()));
    case 4:
      return check(request::set_query(key, words.text()));
    case 5:
      return check(se2::cache::get(key));
    case 6:
      return check(se2::static_file::get(key));
    case 7:
      return check(se2::secret::get(key));
    case 8:
      return check(se2::graphql::query(key, words.text()));
    case 9:
      return check(se2::database::select(key, {{"name", words.text()}, {"other", ""}}));
    case 10:
      return host->leave(key);
    default:
      return fetch(words);
  }
}

se2::result<se2::buffer> handler(input& words) {
  while (!words.done()) call(words);
  return se2::request::body();
}

}  // namespace

extern "C" {

void se2_host_return_result(const void*, std::uint32_t, std::int32_t) { ++host->replies; }
void se2_host_return_error(std::int32_t code, const void*, std::uint32_t size, std::int32_t) {
  require(code >= 400 && code <= 599 && size > 0, "an error is within the rules");
  ++host->replies;
}
std::int32_t se2_host_get_ffi_result(void* destination, std::int32_t ident) {
  return host->fetch(destination, ident);
}
std::int32_t se2_host_fetch_url(std::int32_t, const void*, std::uint32_t, const void*,
                                std::uint32_t, std::int32_t ident) {
  return host->answer(ident);
}
std::int32_t se2_host_request_get_field(std::int32_t, const void*, std::uint32_t,
                                        std::int32_t ident) {
  return host->answer(ident);
}
std::int32_t se2_host_request_set_field(std::int32_t, const void*, std::uint32_t, const void*,
                                        std::uint32_t, std::int32_t ident) {
  return host->answer(ident);
}
std::int32_t se2_host_graphql_query(const void*, std::uint32_t, const void*, std::uint32_t,
                                    std::int32_t ident) {
  return host->answer(ident);
}
std::int32_t se2_host_cache_get(const void*, std::uint32_t, std::int32_t ident) {
  return host->answer(ident);
}
std::int32_t se2_host_get_static_file(const void*, std::uint32_t, std::int32_t ident) {
  return host->answer(ident);
}
std::int32_t se2_host_db_exec(std::int32_t, const void*, std::uint32_t, std::int32_t ident) {
  return host->answer(ident);
}
std::int32_t se2_host_get_secret_value(const void*, std::uint32_t, std::int32_t ident) {
  return host->answer(ident);
}
std::int32_t se2_host_add_ffi_var(const void*, std::uint32_t, const void*, std::uint32_t,
                                  std::int32_t) {
  return 0;
}
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  input words(data, size);
  hostile_host hostile(words);
  host = &hostile;
  {
    const se2::detail::run run(run_ident);
    const auto answer = [&](std::string_view) { return handler(words); };
    se2::detail::answer(answer, {}, run);
  }
  require(hostile.replies == 1, "one reply");
  host = nullptr;
  return 0;
}
