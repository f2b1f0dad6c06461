// SPDX-License-Identifier: Apache-2.0
// src/python/stdio.cpp: splits output into lines and gives each a run and a level

#include "stdio.hpp"

#include <se2/execution.hpp>

#include <cstdio>
#include <new>
#include <string>
#include <vector>

#include "host_log.hpp"
#include "packing.hpp"

namespace se2::python {

namespace {

constexpr std::size_t longest_line = 64 * 1024;
constexpr std::size_t most_kept = 64 * 1024;
constexpr std::int32_t no_run = -1;
constexpr std::int32_t never = -2;

std::int32_t current_run() {
  const auto* const run = execution::current();
  return run != nullptr ? run->id() : no_run;
}

constinit output_level::setting chosen{log::level::info, never};

log::level level_of(int descriptor) {
  if (chosen.run == current_run()) return chosen.level;
  return descriptor == 1 ? log::level::info : log::level::warn;
}

/// Entries made outside runs, for the next run.
class kept_entries {
 public:
  void add(log::level level, std::string_view message) noexcept {
    if (size_ + message.size() > most_kept) {
      ++lost_;
      return;
    }
    try {
      entries_.push_back({level, std::string(message)});
      size_ += message.size() + sizeof(entry);
    } catch (const std::bad_alloc&) {
      ++lost_;
    }
  }

  void send() noexcept {
    for (const auto& entry : entries_) write_host_log(entry.level, entry.message);
    if (lost_ != 0) {
      char text[80];
      const int size = std::snprintf(text, sizeof text,
                                     "%zu more entries from outside a run were left out", lost_);
      write_host_log(log::level::warn, {text, static_cast<std::size_t>(size)});
    }
    entries_.clear();
    entries_.shrink_to_fit();
    size_ = lost_ = 0;
  }

 private:
  struct entry {
    log::level level;
    std::string message;
  };
  std::vector<entry> entries_;
  std::size_t size_ = 0;
  std::size_t lost_ = 0;
};

constinit kept_entries kept;

/// The longest beginning of `text`, of at most `size` bytes, that cuts no UTF-8 character.
std::size_t whole_characters(std::string_view text, std::size_t size) {
  const auto is_inside = [&](std::size_t at) { return (text[at] & 0xc0) == 0x80; };
  for (std::size_t end = size; end + 4 > size; --end) {
    if (!is_inside(end)) return end;
  }
  return size;
}

/// The line of a stream that has no end yet.
class unfinished_line {
 public:
  [[nodiscard]] bool empty() const { return text_.empty(); }

  /// Forgets the text of a run that trapped.
  void enter(std::int32_t run) noexcept {
    if (run_ != run && run_ != no_run) text_.clear();
    run_ = run;
  }

  void append(std::string_view text, log::level level) noexcept {
    level_ = level;
    while (!text.empty()) {
      const auto part = text.substr(0, longest_line + 1 - text_.size());
      text.remove_prefix(part.size());
      try {
        text_ += part;
      } catch (const std::bad_alloc&) {
        finish();
        add_entry(level, part);
      }
      if (text_.size() > longest_line) {
        const auto size = whole_characters(text_, longest_line);
        add_entry(level, std::string_view(text_).substr(0, size));
        text_.erase(0, size);
      }
    }
  }

  void finish() noexcept {
    add_entry(level_, text_);
    text_.clear();
  }

 private:
  std::string text_;
  log::level level_ = log::level::info;
  std::int32_t run_ = no_run;
};

constinit unfinished_line unfinished[2];

}  // namespace

bool is_console_logged() { return has_host_log && !packing(); }

void write_stdio(int descriptor, std::string_view text) noexcept {
  const auto level = level_of(descriptor);
  auto& line = unfinished[descriptor - 1];
  line.enter(current_run());
  while (!text.empty()) {
    const auto end = text.find('\n');
    const auto part = text.substr(0, end);
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
    if (end != text.npos && line.empty() && part.size() <= longest_line) {
      add_entry(level, part);
      continue;
    }
    line.append(part, level);
    if (end != text.npos) line.finish();
  }
}

void finish_stdio() noexcept {
  for (auto& line : unfinished) {
    line.enter(current_run());
    if (!line.empty()) line.finish();
  }
  if (execution::current() != nullptr) kept.send();
}

void add_entry(log::level level, std::string_view message) noexcept {
  if (has_host_log && execution::current() == nullptr) {
    kept.add(level, message);
    return;
  }
  kept.send();
  write_host_log(level, message);
}

output_level::output_level(log::level level) noexcept : before_(chosen) {
  chosen = {level, current_run()};
}

output_level::~output_level() { chosen = before_; }

}  // namespace se2::python
