// SPDX-License-Identifier: Apache-2.0
// tests/fuzz/native/payload.cpp: any payload is decoded to what it is; any message arrives as UTF-8
#include <se2/codec.hpp>
#include <se2/testing/host.hpp>

#include <string>
#include <vector>

#include "input.hpp"

namespace {

using se2::testing::kind;

template <class Type>
Type echo(Type payload) {
  return payload;
}

/// A text with its size in front, as an author's codec may be.
struct sized {
  std::string text;
};

/// Table 3-7 of the Unicode standard, one code point at a time.
bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = [&](std::size_t index) {
      return index < text.size() ? static_cast<unsigned char>(text[index]) : 0U;
    };
    const auto lead = byte(at);
    const std::size_t size = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    std::uint32_t point = size == 1 ? lead : lead & (0x7fU >> size);
    if (size > 1 && (lead < 0xc0 || lead > 0xf7)) return false;
    for (std::size_t next = 1; next < size; ++next) {
      if ((byte(at + next) & 0xc0) != 0x80) return false;
      point = point << 6 | (byte(at + next) & 0x3f);
    }
    constexpr std::uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (point < least[size] || point > 0x10ffff || (point >= 0xd800 && point < 0xe000))
      return false;
    at += size;
  }
  return true;
}

void check_echo(const se2::testing::report& report, std::string_view payload) {
  require(report.outcome == kind::result && report.output == payload, "an echo is the payload");
  require(report.violations.empty(), "an echo breaks no rule");
}

}  // namespace

template <>
struct se2::codec<sized> {
  static se2::result<sized> decode(std::span<const std::byte> payload) {
    if (payload.empty() || std::to_integer<std::size_t>(payload[0]) != payload.size() - 1)
      return std::unexpected(se2::error{400, "another size"});
    const auto text = payload.subspan(1);
    return sized{std::string(reinterpret_cast<const char*>(text.data()), text.size())};
  }
  static std::string encode(const sized& value) {
    return static_cast<char>(value.text.size()) + value.text;
  }
};

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view payload(reinterpret_cast<const char*>(data), size);
  se2::testing::host host;
  check_echo(host.run(echo<std::string_view>, payload), payload);
  check_echo(host.run(echo<std::string>, payload), payload);
  check_echo(host.run(echo<std::span<const std::byte>>, payload), payload);
  check_echo(host.run(echo<std::span<const std::uint8_t>>, payload), payload);
  check_echo(host.run(echo<std::vector<std::byte>>, payload), payload);

  const auto own = host.run(echo<sized>, payload);
  const bool fits = size > 0 && data[0] == size - 1;
  require(own.outcome == (fits ? kind::result : kind::error), "a codec decides what it takes");
  require(fits ? own.output == payload : own.error.code == 400, "a codec's error is the reply");

  input words(data, size);
  const auto code = static_cast<int>(words.number());
  const std::string_view message = words.rest();
  const auto failed =
      host.run([&](std::string_view, se2::execution& run) { run.fail(code, message); }, payload);
  require(failed.outcome == kind::error && failed.violations.empty(),
          "an error is within the rules");
  const auto& [sent_code, sent] = failed.error;
  require(sent_code >= 400 && sent_code <= 599 && !sent.empty() && is_utf8(sent), "its form");
  if (sent_code == code && !message.empty() && is_utf8(message))
    require(sent == message, "what needs no repair stays");
  return 0;
}
