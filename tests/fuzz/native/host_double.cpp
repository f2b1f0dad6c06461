// SPDX-License-Identifier: Apache-2.0
// tests/fuzz/native/host_double.cpp: guests that do anything to the host double
#include <se2/testing/host.hpp>

#include <stdexcept>
#include <string>

#include "input.hpp"

namespace {

using se2::testing::kind;

/// What the double must make of the run, counted here by other means.
struct expected {
  int replies = 0;
  bool null_pointer = false;
  bool is_result = false;
  std::size_t messages = 0;

  void reply(bool result) {
    if (replies++ == 0) is_result = result;
  }
  [[nodiscard]] kind outcome() const {
    if (replies > 1 || null_pointer) return kind::violation;
    if (replies == 0) return kind::none;
    return is_result ? kind::result : kind::error;
  }
};

/// A guest that calls the imports itself, with the words of the input.
void call_import(input& words, std::int32_t run_ident, expected& all) {
  const auto choice = words.byte();
  const bool is_known = (choice & 4) == 0;
  const auto ident = is_known ? run_ident : static_cast<std::int32_t>(words.number());
  const bool is_ours = ident == run_ident;
  const bool is_null = (choice & 8) != 0;
  const std::string text(words.text());
  const char* const data = is_null ? nullptr : text.data();
  const auto size = static_cast<std::uint32_t>(text.size());
  const bool is_bad = is_null && size > 0;
  if (is_ours && is_bad) all.null_pointer = true;
  const bool counts = is_ours && !is_bad;
  switch (choice & 3) {
    case 0:
      if (counts) all.reply(true);
      return se2_host_return_result(data, size, ident);
    case 1:
      if (counts) all.reply(false);
      return se2_host_return_error(static_cast<std::int32_t>(words.number()), data, size, ident);
    default:
      if (counts) ++all.messages;
      return se2_host_log_msg(data, size, static_cast<std::int32_t>(words.number()), ident);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  se2::testing::host host;
  input words(data, size);
  while (!words.done()) {
    expected all;
    if ((words.byte() & 1) != 0)
      host.ident = static_cast<std::int32_t>(words.number() & 0x7fffffff);
    else
      host.ident.reset();
    const auto report = host.run(
        [&](std::string_view, se2::execution& run) {
          const auto own_reply = [&](bool result) {
            if (!run.replied()) all.reply(result);
          };
          const auto ends = [&] { own_reply(false); };  // without a reply, or by an exception
          while (!words.done()) {
            switch (words.byte() % 8) {
              case 0:
                own_reply(true);
                run.reply(words.text());
                break;
              case 1:
                own_reply(false);
                run.fail(static_cast<int>(words.number()), words.text());
                break;
              case 2:
                ++all.messages;
                se2::log::info(words.text());
                break;
              case 3:
                ends();
                throw std::runtime_error(std::string(words.text()));
              case 4:
                ends();
                throw se2::error{static_cast<int>(words.number()), std::string(words.text())};
              case 5:
                ends();
                return;
              default:
                call_import(words, run.id(), all);
            }
          }
          ends();
        },
        words.text());
    const bool is_violation = all.outcome() == kind::violation;
    require(report.outcome == all.outcome(), "the outcome");
    require(!is_violation || !report.violations.empty(), "a violation is named");
    require(report.log.size() == all.messages, "each message is in the log");
  }
  return 0;
}
