// SPDX-License-Identifier: Apache-2.0
// se2/testing/host.hpp: a host inside a native unit test, with the rules of the real ones
#pragma once

#include <se2/abi/ffi_result.hpp>
#include <se2/detail/handler.hpp>
#include <se2/execution.hpp>
#include <se2/testing/report.hpp>
#include <se2/testing/request.hpp>
#include <se2/testing/services.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <initializer_list>
#include <map>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace se2::testing {

/// A host for one thread's runs. It may live as long as a test or a run; hosts don't overlap. What
/// is scripted here is there in every run; what a plugin changes of the request is not.
///
///     se2::testing::host host;
///     host.request.url = "/words?first=a";
///     host.http["http://words.example/a"] = {200, "apple"};
///     const auto out = host.run(handler, "payload");
///     assert(out.outcome == se2::testing::kind::result && out.output == "apple");
class host {
 public:
  /// The next run's ident; where it is empty each run gets a random one, as on the real host.
  std::optional<std::int32_t> ident;

  /// Calling what the profile has not is a violation: no such host would load the module.
  testing::profile profile = profile::e2core;
  testing::request request;

  /// Answers by URL. Where the URL is none of them `serve` answers, where there is one.
  std::map<std::string, http_answer> http;
  std::function<http_answer(const fetched_request&)> serve;

  // Profile sat. A service of which nothing is scripted is not enabled, the cache aside.
  std::map<std::string, cache_entry> cache;  ///< lasts from run to run
  bool cache_enabled = true;
  std::map<std::string, std::string> static_files;
  std::map<std::string, std::string> secrets;
  std::map<std::string, database_query> database;
  std::vector<database_call> database_calls;  ///< since the host was made
  /// Gives the JSON answer to a query for an endpoint, or an error with the host's error text.
  std::function<result<std::string>(const std::string& endpoint, const std::string& query)> graphql;

  /// Becomes the host of this thread.
  host() { active_ = this; }
  ~host() { active_ = nullptr; }
  host(const host&) = delete;
  host& operator=(const host&) = delete;

  /// One run of a handler: a function, a lambda (captures allowed here) or a function object.
  template <handler Handler>
  report run(Handler&& handler, std::string_view payload) {
    return record(payload, [&] {
      const std::vector<std::byte> input = copy(payload);
      const se2::detail::run run(ident_);
      se2::detail::answer(handler, input, run);
    });
  }

  /// One run of the plugin that SE2_PLUGIN made of another source of this program, through its
  /// exports, as the real host does it.
  report run_plugin(std::string_view payload);

  /// The host of this thread, for the imports; null where there is none.
  static host* active() noexcept { return active_; }

  /// What the imports of the same names do, texts as views.
  void return_result(std::string_view data, std::int32_t run_ident) {
    report* const taker = taker_of("return_result", data, run_ident, kind::result);
    if (taker != nullptr) taker->output = data;
  }
  void return_error(std::int32_t code, std::string_view text, std::int32_t run_ident) {
    report* const taker = taker_of("return_error", text, run_ident, kind::error);
    if (taker == nullptr) return;
    if (!se2::detail::is_error_status(code)) {
      violate("return_error with code " + std::to_string(code) +
              ": the real host answers it as a success or closes the connection");
    }
    taker->error = {code, std::string(text)};
    if (!se2::detail::is_utf8(text)) violate("return_error with a message that is not UTF-8");
  }
  void return_abort(std::string_view text, std::string_view file, std::int32_t line,
                    std::int32_t column, std::int32_t run_ident) {
    if (!offers(profile::sat, "return_abort") || !is_readable("return_abort", file)) return;
    report* const taker = taker_of("return_abort", text, run_ident, kind::error);
    if (taker == nullptr) return;
    taker->error = {-1, "runnable abort: " + std::string(text) + "; file: " + std::string(file) +
                            ", line: " + std::to_string(line) + ", col: " + std::to_string(column)};
  }
  void log_msg(std::string_view text, std::int32_t level, std::int32_t run_ident) {
    if (!offers(profile::e2core, "log_msg") || !is_of_run("log_msg", run_ident)) return;
    if (!is_readable("log_msg", text)) return;
    auto known = static_cast<log::level>(level);
    if (known < log::level::error || known > log::level::debug) {
      violate("log_msg with level " + std::to_string(level) + ": the real host logs it as info");
      known = log::level::info;
    }
    report_.log.push_back({known, std::string(text)});
  }
  void resp_set_header(std::string_view name, std::string_view value, std::int32_t run_ident) {
    constexpr const char* import = "resp_set_header";
    if (!offers(profile::e2core, import) || !is_of_run(import, run_ident)) return;
    if (!is_readable(import, name) || !is_readable(import, value)) return;
    report_.response_headers[std::string(name)] = value;
  }
  std::int32_t fetch_url(std::int32_t method, std::string_view url, std::string_view body,
                         std::int32_t run_ident) {
    if (!is_ready(profile::e2core, "fetch_url", {url, body}, run_ident)) return -1;
    constexpr std::array methods{"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"};
    if (method < 0 || static_cast<std::size_t>(method) >= methods.size()) return -2;
    auto sent = parse_fetch(url);
    if (!sent) return -2;
    sent->method = methods[static_cast<std::size_t>(method)];
    sent->body = body;
    if (!body.empty()) sent->headers.try_emplace("content-type", "application/octet-stream");
    report_.fetched.push_back(*sent);
    const auto answer = answer_to(*sent);
    if (!answer.failure.empty()) return refuse(answer.failure);
    const auto received = sent->method == "HEAD" ? "" : answer.body;
    if (answer.status <= 299) return pend(received);
    return refuse(std::to_string(answer.status) + ": " + received);
  }
  std::int32_t request_get_field(std::int32_t field, std::string_view key, std::int32_t run_ident) {
    if (!is_ready(profile::e2core, "request_get_field", {key}, run_ident)) return -1;
    auto value = live_.get(field, std::string(key));
    return value ? pend(*std::move(value)) : -1;
  }
  std::int32_t request_set_field(std::int32_t field, std::string_view key, std::string_view value,
                                 std::int32_t run_ident) {
    if (!is_ready(profile::e2core, "request_set_field", {key, value}, run_ident)) return -1;
    const auto fault = live_.set(field, std::string(key), std::string(value));
    if (!fault.empty())
      violate("request_set_field: " + fault + "; the real host says nothing of it");
    return pend("");
  }
  std::int32_t get_ffi_result(void* destination, std::int32_t run_ident) {
    constexpr const char* import = "get_ffi_result";
    if (!offers(profile::e2core, import) || !is_of_run(import, run_ident)) return -1;
    if (!pending_) {
      if (destination != abi::end_of_memory()) {
        violate("get_ffi_result with nothing pending: the real host answers -1");
      }
      return -1;
    }
    const auto bytes = std::move(*pending_);
    pending_.reset();
    if (destination == abi::end_of_memory()) return 0;
    if (!is_readable(import, {static_cast<const char*>(destination), bytes.size()})) return -1;
    std::memcpy(destination, bytes.data(), bytes.size());
    return 0;
  }
  std::int32_t add_ffi_var(std::string_view name, std::string_view value, std::int32_t run_ident) {
    constexpr const char* import = "add_ffi_var";
    if (!offers(profile::e2core, import) || !is_of_run(import, run_ident)) return -1;
    if (!is_readable(import, name) || !is_readable(import, value)) return -1;
    variables_.emplace_back(name, value);
    return 0;
  }
  std::int32_t graphql_query(std::string_view endpoint, std::string_view query,
                             std::int32_t run_ident) {
    if (!is_ready(profile::sat, "graphql_query", {endpoint, query}, run_ident)) return -1;
    if (!graphql) return refuse(not_enabled);
    auto answer = graphql(std::string(endpoint), std::string(query));
    return answer ? pend(*std::move(answer)) : refuse(std::move(answer).error().message);
  }
  std::int32_t cache_set(std::string_view key, std::string_view value, std::int32_t seconds,
                         std::int32_t run_ident) {
    constexpr const char* import = "cache_set";
    if (!offers(profile::sat, import) || !is_of_run(import, run_ident)) return -1;
    if (!is_readable(import, key) || !is_readable(import, value)) return -1;
    if (!cache_enabled) return -2;
    cache[std::string(key)] = {std::string(value), seconds};
    return 0;
  }
  std::int32_t cache_get(std::string_view key, std::int32_t run_ident) {
    if (!is_ready(profile::sat, "cache_get", {key}, run_ident)) return -1;
    if (!cache_enabled) return refuse(not_enabled);
    const auto found = cache.find(std::string(key));
    return found == cache.end() ? refuse("key not found") : pend(found->second.value);
  }
  std::int32_t get_static_file(std::string_view name, std::int32_t run_ident) {
    if (!is_ready(profile::sat, "get_static_file", {name}, run_ident)) return -1;
    if (static_files.empty()) return refuse(not_enabled);
    const auto found = static_files.find(std::string(name));
    return found == static_files.end() ? refuse("file not found") : pend(found->second);
  }
  std::int32_t db_exec(std::int32_t type, std::string_view name, std::int32_t run_ident) {
    constexpr const char* import = "db_exec";
    if (!offers(profile::sat, import) || !is_of_run(import, run_ident)) return -1;
    if (!is_readable(import, name)) return -1;
    const auto variables = std::exchange(variables_, {});
    if (pending_) {
      kill("db_exec while an answer was pending: the real host dies");
      return -1;
    }
    if (type < 0 || type > static_cast<std::int32_t>(query_type::del)) {
      return refuse("query type invalid");
    }
    if (database.empty()) return refuse(not_enabled);
    const auto found = database.find(std::string(name));
    if (found == database.end()) return refuse("query not found");
    if (found->second.type != static_cast<query_type>(type)) return refuse("query type incorrect");
    if (found->second.variables != variables.size()) {
      return refuse("expected " + std::to_string(found->second.variables) + " variables, got " +
                    std::to_string(variables.size()) + ": number of variables incorrect");
    }
    database_calls.push_back({std::string(name), variables});
    return pend(found->second.answer);
  }
  std::int32_t get_secret_value(std::string_view key, std::int32_t run_ident) {
    if (!is_ready(profile::sat, "get_secret_value", {key}, run_ident)) return -1;
    const auto found = secrets.find(std::string(key));
    return pend(found == secrets.end() ? "" : found->second);
  }

 private:
  static constexpr const char* not_enabled = "capability is not enabled";

  // A copy of exactly the payload's size, so that a sanitizer sees what reads beyond it.
  static std::vector<std::byte> copy(std::string_view payload) {
    const auto bytes = std::as_bytes(std::span(payload));
    return {bytes.begin(), bytes.end()};
  }

  template <class Run>
  report record(std::string_view payload, Run run) {
    report_ = std::exchange(late_, {});
    is_late_ = false;
    pending_.reset();
    variables_.clear();
    live_ = {request, payload, profile};
    ident_ = ident ? *ident : static_cast<std::int32_t>(random_() % 0x7fffffff);
    run();
    ident_ = -1;
    report_.request = live_.state();
    const bool arrives = report_.outcome == kind::result || report_.outcome == kind::none;
    if (!arrives) report_.response_headers.clear();
    return std::exchange(report_, {});
  }

  // The URL and the headers of "url::name:value"; nothing where a header is not in two parts.
  static std::optional<fetched_request> parse_fetch(std::string_view text) {
    fetched_request sent;
    bool is_url = true;
    bool is_sound = true;
    detail::split(text, "::", [&](std::string_view part) {
      if (std::exchange(is_url, false)) {
        sent.url = part;
        return;
      }
      is_sound = is_sound && std::ranges::count(part, ':') == 1;
      if (!is_sound) return;
      const auto colon = part.find(':');
      auto& value = sent.headers[detail::lower_case(std::string(part.substr(0, colon)))];
      if (!value.empty()) value += ", ";
      value += part.substr(colon + 1);
    });
    if (!is_sound) return std::nullopt;
    return sent;
  }

  http_answer answer_to(const fetched_request& sent) {
    if (const auto found = http.find(sent.url); found != http.end()) return found->second;
    if (serve) return serve(sent);
    return {0, {}, "se2::testing: the test has no answer for " + sent.method + " " + sent.url};
  }

  // The FFI slot.
  std::int32_t pend(std::string bytes) {
    pending_ = std::move(bytes);
    return static_cast<std::int32_t>(pending_->size());
  }
  std::int32_t refuse(std::string text) { return -pend(std::move(text)); }

  // The rules that every import is held to.
  bool offers(testing::profile least, const char* import) {
    if (profile >= least) return true;
    kill(std::string(import) +
         " is not offered by hosts of this profile: no such host would load "
         "the module (se2::testing::host::profile)");
    return false;
  }
  bool is_of_run(const char* import, std::int32_t run_ident) {
    if (ident_ >= 0 && run_ident == ident_) return true;
    violate(std::string(import) + " with ident " + std::to_string(run_ident) +
            (ident_ < 0 ? " outside a run" : ", not the run's " + std::to_string(ident_)) +
            ": the real host ignores it");
    return false;
  }
  bool is_readable(const char* import, std::string_view data) {
    if (data.data() != nullptr || data.empty()) return true;
    kill(std::string(import) + " with a null pointer");
    return false;
  }

  // The rules of those that leave an answer in the slot.
  bool is_ready(testing::profile least, const char* import,
                std::initializer_list<std::string_view> texts, std::int32_t run_ident) {
    if (!offers(least, import) || !is_of_run(import, run_ident)) return false;
    if (pending_) {
      violate(std::string(import) + " while an answer of " + std::to_string(pending_->size()) +
              " bytes was pending: the real host answers -1; fetch each, also one of size 0");
      return false;
    }
    return std::ranges::all_of(texts, [&](auto text) { return is_readable(import, text); });
  }

  // The rules that every reply is held to: the report that takes it, or null. One made in
  // deallocate comes too late for its run; on a reused instance the next run finds it.
  report* taker_of(const char* import, std::string_view data, std::int32_t run_ident, kind reply) {
    if (!is_of_run(import, run_ident) || !is_readable(import, data)) return nullptr;
    if (report_.outcome == kind::violation) return nullptr;  // there is no host any more
    report& taker = is_late_ ? late_ : report_;
    if (taker.outcome != kind::none) {
      kill(std::string("second reply (") + import + "): the real host blocks for ever");
      return nullptr;
    }
    if (is_late_) {
      violate(std::string(import) +
              " in deallocate: this run never sees it, and on a reused instance the next one does");
    }
    taker.outcome = reply;
    return &taker;
  }

  void violate(std::string what) { report_.violations.push_back(std::move(what)); }
  void kill(std::string what) {
    violate(std::move(what));
    report_.outcome = kind::violation;
  }

  std::int32_t ident_ = -1;
  report report_;
  report late_;  // what deallocate replied
  bool is_late_ = false;
  detail::live_request live_;
  std::optional<std::string> pending_;
  std::vector<std::pair<std::string, std::string>> variables_;
  std::minstd_rand random_{std::random_device{}()};
  static inline constinit thread_local host* active_ = nullptr;
};

}  // namespace se2::testing

#include <se2/testing/imports.hpp>
