// SPDX-License-Identifier: Apache-2.0
// se2/testing/host.hpp: a host inside a native unit test, with the rules of the real ones
#pragma once

#include <se2/detail/handler.hpp>
#include <se2/execution.hpp>
#include <se2/host/log.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace se2::testing {

/// How a run ended. `none`: no reply, which the real host answers with an empty success.
/// `violation`: the guest did what hangs or kills the real host.
enum class kind { result, error, none, violation };

/// An entry of the log.
struct log_entry {
  log::level level;
  std::string message;
};

/// What a host knows after one run.
struct report {
  kind outcome = kind::none;
  std::string output;                   ///< the result's bytes
  se2::error error{0, {}};              ///< the error, as it reached the host
  std::vector<log_entry> log;           ///< in the order of writing
  std::vector<std::string> violations;  ///< each rule broken: what happened and what it would do
};

/// A host for one thread's runs. It may live as long as a test or a run; hosts don't overlap.
///
///     se2::testing::host host;
///     const auto out = host.run(reverse, "payload");
///     assert(out.outcome == se2::testing::kind::result && out.output == "daolyap");
class host {
 public:
  /// The next run's ident; where it is empty each run gets a random one, as on the real host.
  std::optional<std::int32_t> ident;

  host() { active_ = this; }
  ~host() { active_ = nullptr; }
  host(const host&) = delete;
  host& operator=(const host&) = delete;

  /// One run of a handler: a function, a lambda (captures allowed here) or a function object.
  template <handler Handler>
  report run(Handler&& handler, std::string_view payload) {
    return record([&] {
      const std::vector<std::byte> input = copy(payload);
      const detail::run run(ident_);
      detail::answer(handler, input, run);
    });
  }

  /// One run of the plugin that SE2_PLUGIN made of another source of this program, through its
  /// exports, as the real host does it.
  report run_plugin(std::string_view payload);

  /// The host of this thread, for the imports; null where there is none.
  static host* active() noexcept { return active_; }

  // The imports.
  void return_result(const void* data, std::size_t size, std::int32_t run_ident) {
    if (!accepts("return_result", data, size, run_ident, kind::result)) return;
    report_.output.assign(static_cast<const char*>(data), size);
  }
  void return_error(std::int32_t code, const void* text, std::size_t size, std::int32_t run_ident) {
    if (!accepts("return_error", text, size, run_ident, kind::error)) return;
    if (!detail::is_error_status(code)) {
      violate("return_error with code " + std::to_string(code) +
              ": the real host answers it as a success or closes the connection");
    }
    report_.error = {code, std::string(static_cast<const char*>(text), size)};
    if (!detail::is_utf8(report_.error.message)) {
      violate("return_error with a message that is not UTF-8");
    }
  }
  void log_msg(const void* text, std::size_t size, std::int32_t level, std::int32_t run_ident) {
    if (!is_of_run("log_msg", run_ident) || !is_readable("log_msg", text, size)) return;
    auto known = static_cast<log::level>(level);
    if (known < log::level::error || known > log::level::debug) {
      violate("log_msg with level " + std::to_string(level) + ": the real host logs it as info");
      known = log::level::info;
    }
    report_.log.push_back({known, std::string(static_cast<const char*>(text), size)});
  }

 private:
  // A copy of exactly the payload's size, so that a sanitizer sees what reads beyond it.
  static std::vector<std::byte> copy(std::string_view payload) {
    const auto bytes = std::as_bytes(std::span(payload));
    return {bytes.begin(), bytes.end()};
  }

  template <class Run>
  report record(Run run) {
    report_ = {};
    ident_ = ident ? *ident : static_cast<std::int32_t>(random_() % 0x7fffffff);
    run();
    ident_ = -1;
    return std::exchange(report_, {});
  }

  // The rules that every import is held to.
  bool is_of_run(const char* import, std::int32_t run_ident) {
    if (ident_ >= 0 && run_ident == ident_) return true;
    violate(std::string(import) + " with ident " + std::to_string(run_ident) +
            (ident_ < 0 ? " outside a run" : ", not the run's " + std::to_string(ident_)) +
            ": the real host ignores it");
    return false;
  }
  bool is_readable(const char* import, const void* data, std::size_t size) {
    if (data != nullptr || size == 0) return true;
    violate(std::string(import) + " with a null pointer");
    report_.outcome = kind::violation;
    return false;
  }

  // The rules that every reply is held to.
  bool accepts(const char* import, const void* data, std::size_t size, std::int32_t run_ident,
               kind reply) {
    if (!is_of_run(import, run_ident) || !is_readable(import, data, size)) return false;
    if (report_.outcome != kind::none) {
      violate(std::string("second reply (") + import + "): the real host blocks for ever");
      report_.outcome = kind::violation;
      return false;
    }
    report_.outcome = reply;
    return true;
  }

  void violate(std::string what) { report_.violations.push_back(std::move(what)); }

  std::int32_t ident_ = -1;
  report report_;
  std::minstd_rand random_{std::random_device{}()};
  static inline constinit thread_local host* active_ = nullptr;
};

}  // namespace se2::testing

#include <se2/testing/imports.hpp>
