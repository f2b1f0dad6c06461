// SPDX-License-Identifier: Apache-2.0
// tests/unit/plugin.cpp: SE2_PLUGIN's exports, and guest between the host and a handler
#include <se2/plugin.hpp>
#include <se2/testing/host.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <string_view>

#if !defined(__wasm__)
#include <sys/wait.h>
#include <unistd.h>
#endif

namespace {

using se2::testing::kind;

std::string reverse(std::string_view text) {
  if (text == "throw") throw se2::error{418, "thrown"};
  return {text.rbegin(), text.rend()};
}

struct starting {
  int starts = 0;
  int runs = 0;
  void start() { ++starts; }
  std::string operator()(std::string_view) { return std::to_string(++runs); }
};
starting skipped_start;
starting repeated_start;

std::string size_of(std::string_view payload) { return std::to_string(payload.size()); }

/// One run through a guest's functions, with an ident of the host's.
template <class Guest>
se2::testing::report run(const void* payload, std::int32_t size) {
  se2::testing::host host;
  host.ident = 5;
  // The host counts a run only around a handler: this one hands it to the guest.
  return host.run(
      [&](std::string_view) {
        se2::detail::run::abandon();
        Guest::run_e(payload, size, 5);
        return "the guest ended without a reply";
      },
      "");
}

}  // namespace

SE2_PLUGIN(reverse)

TEST_CASE("the exports run the plugin as a host does") {
  se2::testing::host host;
  CHECK(host.run_plugin("payload").output == "daolyap");
  CHECK(host.run_plugin("").output.empty());
  CHECK(host.run_plugin("").outcome == kind::result);
  CHECK(host.run_plugin({"a\0b", 3}).output == std::string("b\0a", 3));

  const auto thrown = host.run_plugin("throw");
  CHECK(thrown.error.code == 418);
  CHECK(thrown.error.message == "thrown");
  CHECK(host.run_plugin("again").output == "niaga");
}

TEST_CASE("a large payload arrives whole") {
  se2::testing::host host;
  std::string payload(std::size_t{1} << 20, 'a');
  payload.front() = 'z';
  const auto out = host.run_plugin(payload);
  std::ranges::reverse(payload);
  CHECK(out.output == payload);
}

TEST_CASE("start runs once, whoever asks first and however often") {
  using guest = se2::guest<(repeated_start)>;
  guest::start();
  guest::start();
  CHECK(repeated_start.starts == 1);
  guest::deallocate(guest::allocate(3), 3);
  CHECK(run<guest>("abc", 3).output == "1");
  CHECK(repeated_start.starts == 1);
}

TEST_CASE("a host that skips start gets a started plugin") {
  using guest = se2::guest<(skipped_start)>;
  CHECK(skipped_start.starts == 0);
  CHECK(run<guest>("abc", 3).output == "1");
  CHECK(skipped_start.starts == 1);
  CHECK(run<guest>("abc", 3).output == "2");
  CHECK(skipped_start.starts == 1);
}

TEST_CASE("a payload that can't be is refused before the handler") {
  using guest = se2::guest<size_of>;
  for (const auto& out : {run<guest>("abc", -1), run<guest>(nullptr, 3)}) {
    CHECK(out.outcome == kind::error);
    CHECK(out.error.code == 400);
    CHECK(out.error.message == "payload outside memory");
    CHECK(out.violations.empty());
  }
  CHECK(run<guest>(nullptr, 0).output == "0");
}

TEST_CASE("allocate and deallocate end a run whose frames are gone") {
  using guest = se2::guest<size_of>;
  se2::testing::host host;
  const auto out = host.run(
      [](std::string_view, se2::execution& execution) {
        void* const block = guest::allocate(8);
        CHECK_FALSE(execution.reply("after a trap"));
        guest::deallocate(block, 8);
        CHECK_FALSE(execution.reply("after a trap"));
      },
      "");
  CHECK(out.outcome == kind::none);
}

TEST_CASE("allocate answers a block for a payload of 0 bytes too") {
  using guest = se2::guest<size_of, se2::page_memory>;
  for (const std::int32_t size : {0, 1, 65536, 70000}) {
    void* const block = guest::allocate(size);
    REQUIRE(block != nullptr);
    std::fill_n(static_cast<char*>(block), size, 'x');
    guest::deallocate(block, size);
  }
}

#if !defined(__wasm__)  // a trap ends the test program: only a process of its own can show it
TEST_CASE("allocate traps rather than answer null") {
  using guest = se2::guest<size_of>;
  const pid_t child = fork();
  if (child == 0) {
    signal(SIGILL, SIG_DFL);
    guest::allocate(-1);
    _exit(0);
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  CHECK(WIFSIGNALED(status));
}
#endif
