// SPDX-License-Identifier: Apache-2.0
// se2/detail/error_text.hpp: what an error's message becomes on its way out
#pragma once

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <string_view>

namespace se2::detail {

/// A well-formed UTF-8 sequence, or an ill-formed run of bytes that stands for one U+FFFD (Unicode
/// 15, table 3-7 and "maximal subparts").
struct utf8_sequence {
  std::size_t size;
  bool valid;
};

/// The sequence that `text`, not empty, starts with.
constexpr utf8_sequence first_sequence(std::string_view text) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {1, true};
  if (lead < 0xc2 || lead > 0xf4) return {1, false};
  const std::size_t size = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  unsigned char lowest = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
  unsigned char highest = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
  for (std::size_t i = 1; i < size; ++i) {
    if (i == text.size() || byte(i) < lowest || byte(i) > highest) return {i, false};
    lowest = 0x80;
    highest = 0xbf;
  }
  return {size, true};
}

constexpr bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const auto sequence = first_sequence(text);
    if (!sequence.valid) return false;
    text.remove_prefix(sequence.size);
  }
  return true;
}

/// The statuses that arrive at the host's client as the error they are.
constexpr bool is_error_status(int code) { return code >= 400 && code <= 599; }

/// Writes `number` in decimal, at most 11 characters, and gives the end. (std::to_chars would be 1
/// KB of every plugin.)
constexpr char* write_decimal(char* out, int number) {
  unsigned rest = number < 0 ? 0u - static_cast<unsigned>(number) : static_cast<unsigned>(number);
  if (number < 0) *out++ = '-';
  char digits[10];
  int count = 0;
  do {
    digits[count++] = static_cast<char>('0' + rest % 10);
    rest /= 10;
  } while (rest != 0);
  while (count > 0) *out++ = digits[--count];
  return out;
}

/// An error's text as the host may see it: "CODE: " in front where the code could not stay, U+FFFD
/// for what is not UTF-8, never empty. It allocates without throwing; where memory is out the
/// message is lost and says so.
class error_text {
 public:
  error_text(int code, std::string_view message) {
    if (message.empty()) message = "no message";
    buffer_ = static_cast<char*>(std::malloc(prefix_room + replacement.size() * message.size()));
    if (buffer_ == nullptr) return;
    char* out = buffer_;
    if (!is_error_status(code)) {
      out = append(write_decimal(out, code), ": ");
    }
    while (!message.empty()) {
      const auto sequence = first_sequence(message);
      out = append(out,
                   sequence.valid ? std::string_view(message.data(), sequence.size) : replacement);
      message.remove_prefix(sequence.size);
    }
    size_ = static_cast<std::size_t>(out - buffer_);
  }
  ~error_text() { std::free(buffer_); }
  error_text(const error_text&) = delete;
  error_text& operator=(const error_text&) = delete;

  [[nodiscard]] const char* data() const { return buffer_ == nullptr ? lost.data() : buffer_; }
  [[nodiscard]] std::size_t size() const { return buffer_ == nullptr ? lost.size() : size_; }

 private:
  static constexpr std::string_view lost = "out of memory";
  static constexpr std::string_view replacement = "\xef\xbf\xbd";
  static constexpr std::size_t prefix_room = std::string_view("-2147483648: ").size();

  static char* append(char* out, std::string_view text) {
    std::memcpy(out, text.data(), text.size());
    return out + text.size();
  }

  char* buffer_;
  std::size_t size_ = 0;
};

}  // namespace se2::detail
