// SPDX-License-Identifier: Apache-2.0
// src/python/stdio.hpp: stdout and stderr as lines of the host's log, on profiles that have one
#pragma once

#include <se2/host/log.hpp>

#include <cstdint>
#include <string_view>

namespace se2::python {

/// Whether descriptors 1 and 2 are the log's: the profile has one, and se2-pack is not listening.
bool is_console_logged();

/// Takes what is written to descriptor 1 or 2. Each line becomes an entry: of level info from
/// stdout, warn from stderr. A line above 64 KiB goes on in further entries. What is written
/// outside runs is kept, up to 64 KiB, for the next one.
void write_stdio(int descriptor, std::string_view text) noexcept;

/// Sends the lines that have no end yet: the run is over.
void finish_stdio() noexcept;

/// One entry, among the lines in the order of writing.
void add_entry(log::level level, std::string_view message) noexcept;

/// Sets the level of what is written while it lives.
class output_level {
 public:
  explicit output_level(log::level level) noexcept;
  ~output_level();
  output_level(const output_level&) = delete;
  output_level& operator=(const output_level&) = delete;

  /// A level of the run that set it: a trap leaves it behind.
  struct setting {
    log::level level;
    std::int32_t run;
  };

 private:
  setting before_;
};

}  // namespace se2::python
