// SPDX-License-Identifier: Apache-2.0
// se2/detail/error_text.hpp: what an error's message becomes on its way out
#pragma once

#include <cstddef>
#include <cstdlib>
#include <string_view>

namespace se2::detail {

/// Moves `next`, which is before `end`, over a UTF-8 sequence, or over an ill-formed run of bytes
/// that stands for one U+FFFD (Unicode 15, table 3-7 and "maximal subparts"); whether it is
/// well-formed.
[[gnu::always_inline]] constexpr bool take_sequence(const char*& next, const char* end) {
  const auto lead = static_cast<unsigned char>(*next++);
  if (lead < 0x80) return true;
  if (lead < 0xc2 || lead > 0xf4) return false;
  unsigned char lowest = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
  unsigned char highest = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
  for (int left = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3; left != 0; --left) {
    if (next == end) return false;
    const auto byte = static_cast<unsigned char>(*next);
    if (byte < lowest || byte > highest) return false;
    ++next;
    lowest = 0x80;
    highest = 0xbf;
  }
  return true;
}

constexpr bool is_utf8(std::string_view text) {
  const char* next = text.data();
  const char* const end = next + text.size();
  while (next != end) {
    if (!take_sequence(next, end)) return false;
  }
  return true;
}

/// The statuses that arrive at the host's client as the error they are.
constexpr bool is_error_status(int code) { return code >= 400 && code <= 599; }

/// Writes `number` in decimal, at most 11 characters, up to `end` and answers its start.
/// (std::to_chars would be 1 KB of every plugin.)
constexpr char* write_decimal(char* end, int number) {
  unsigned rest = number < 0 ? 0u - static_cast<unsigned>(number) : static_cast<unsigned>(number);
  do {
    *--end = static_cast<char>('0' + rest % 10);
    rest /= 10;
  } while (rest != 0);
  if (number < 0) *--end = '-';
  return end;
}

/// An error's text as the host may see it: "CODE: " in front where the code could not stay, U+FFFD
/// for what is not UTF-8, never empty. It allocates without throwing; where memory is out the
/// message is lost and says so.
class error_text {
 public:
  [[gnu::always_inline]] error_text(int code, const char* message, std::size_t size) {
    if (size == 0) {
      message = "no message";
      size = std::string_view(message).size();
    }
    buffer_ = static_cast<char*>(std::malloc(prefix_room + replacement.size() * size));
    if (buffer_ == nullptr) return;
    char* out = buffer_ + prefix_room;
    char* begin = out;
    if (!is_error_status(code)) {
      *--begin = ' ';
      *--begin = ':';
      begin = write_decimal(begin, code);
    }
    for (const char *next = message, *const end = message + size; next != end;) {
      const char* from = next;
      const bool is_valid = take_sequence(next, end);
      if (!is_valid) from = replacement.data();
      const char* const to = is_valid ? next : from + replacement.size();
      while (from != to) *out++ = *from++;
    }
    text_ = {begin, out};
  }
  ~error_text() { std::free(buffer_); }
  error_text(const error_text&) = delete;
  error_text& operator=(const error_text&) = delete;

  [[nodiscard]] const char* data() const { return text_.data(); }
  [[nodiscard]] std::size_t size() const { return text_.size(); }

 private:
  static constexpr std::string_view replacement = "\xef\xbf\xbd";
  static constexpr std::size_t prefix_room = std::string_view("-2147483648: ").size();

  char* buffer_;
  std::string_view text_ = "out of memory";
};

}  // namespace se2::detail
