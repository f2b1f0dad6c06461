// SPDX-License-Identifier: Apache-2.0
// tests/conformance/plugins/logs.cpp: se2::log before and after the one reply, and outside runs
#include <se2/host/log.hpp>
#include <se2/plugin.hpp>

// Constructed where there is no run: no host may see its entry.
const struct early {
  early() { se2::log::error("no run yet"); }
} early;

void logs(std::string_view payload, se2::execution& run) {
  se2::log::error("an error");
  se2::log::warn("a warning");
  se2::log::info(payload);
  se2::log::debug("two\nlines");
  run.reply("replied");
  se2::log::info("after the reply");
}
SE2_PLUGIN(logs)
