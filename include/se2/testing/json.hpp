// SPDX-License-Identifier: Apache-2.0
// se2/testing/json.hpp: a string member of a JSON object, as the real host finds it in a body
#pragma once

#include <se2/testing/url.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace se2::testing::detail {

/// Reads one JSON document (RFC 8259) and keeps nothing but the string members of its object.
class json_reader {
 public:
  json_reader(std::string_view text, std::string_view key) : rest_(text), key_(key) {}

  /// Whether the document is a well-formed object.
  bool is_object() {
    skip_space();
    if (!rest_.starts_with('{') || !object(0)) return false;
    skip_space();
    return rest_.empty();
  }

  /// The last member of the key in such a document, where it is a string.
  std::optional<std::string> member() { return is_object() ? found_ : std::nullopt; }

 private:
  static constexpr int max_depth = 200;

  void skip_space() {
    const auto end = rest_.find_first_not_of(" \t\r\n");
    rest_.remove_prefix(end == rest_.npos ? rest_.size() : end);
  }

  bool take(std::string_view token) {
    skip_space();
    if (!rest_.starts_with(token)) return false;
    rest_.remove_prefix(token.size());
    return true;
  }

  bool object(int depth) {
    if (!take("{")) return false;
    if (take("}")) return true;
    do {
      skip_space();
      const auto name = string();
      if (!name || !take(":")) return false;
      skip_space();
      if (depth == 0 && *name == key_) {
        found_.reset();
        if (rest_.starts_with('"')) {
          found_ = string();
          if (!found_) return false;
          continue;
        }
      }
      if (!value(depth + 1)) return false;
    } while (take(","));
    return take("}");
  }

  bool array(int depth) {
    if (!take("[")) return false;
    if (take("]")) return true;
    do {
      if (!value(depth + 1)) return false;
    } while (take(","));
    return take("]");
  }

  bool value(int depth) {
    skip_space();
    if (depth > max_depth || rest_.empty()) return false;
    switch (rest_.front()) {
      case '{':
        return object(depth);
      case '[':
        return array(depth);
      case '"':
        return string().has_value();
      default:
        return take("true") || take("false") || take("null") || number();
    }
  }

  bool digits() {
    const auto end = rest_.find_first_not_of("0123456789");
    const auto count = end == rest_.npos ? rest_.size() : end;
    rest_.remove_prefix(count);
    return count > 0;
  }

  bool take_unit(std::string_view units) {
    if (rest_.empty() || units.find(rest_.front()) == units.npos) return false;
    rest_.remove_prefix(1);
    return true;
  }

  bool number() {
    take_unit("-");
    if (!take_unit("0") && !digits()) return false;
    if (take_unit(".") && !digits()) return false;
    if (!take_unit("eE")) return true;
    take_unit("+-");
    return digits();
  }

  std::optional<std::string> string() {
    if (!take_unit("\"")) return std::nullopt;
    std::string text;
    while (!rest_.empty()) {
      const char unit = rest_.front();
      rest_.remove_prefix(1);
      if (unit == '"') return text;
      if (static_cast<unsigned char>(unit) < 0x20) return std::nullopt;
      if (unit != '\\') {
        text += unit;
      } else if (!escape(text)) {
        return std::nullopt;
      }
    }
    return std::nullopt;
  }

  bool escape(std::string& text) {
    if (rest_.empty()) return false;
    constexpr std::string_view letters = "\"\\/bfnrt";
    constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
    const char letter = rest_.front();
    rest_.remove_prefix(1);
    if (const auto at = letters.find(letter); at != letters.npos) {
      text += meanings[at];
      return true;
    }
    if (letter != 'u') return false;
    auto point = unit16();
    if (!point) return false;
    if (*point >= 0xd800 && *point < 0xdc00 && rest_.starts_with("\\u")) {
      const auto before = rest_;
      rest_.remove_prefix(2);
      const auto low = unit16();
      if (!low) return false;
      if (*low >= 0xdc00 && *low < 0xe000) {
        point = 0x10000 + ((*point - 0xd800) << 10) + (*low - 0xdc00);
      } else {
        rest_ = before;
      }
    }
    append_utf8(text, *point >= 0xd800 && *point < 0xe000 ? 0xfffd : *point);
    return true;
  }

  std::optional<unsigned> unit16() {
    unsigned unit = 0;
    for (int i = 0; i < 4; ++i) {
      const int digit = rest_.empty() ? -1 : hex_digit(rest_.front());
      if (digit < 0) return std::nullopt;
      unit = unit * 16 + static_cast<unsigned>(digit);
      rest_.remove_prefix(1);
    }
    return unit;
  }

  static void append_utf8(std::string& text, unsigned point) {
    const auto add = [&](unsigned byte) { text += static_cast<char>(byte); };
    if (point < 0x80) {
      add(point);
    } else if (point < 0x800) {
      add(0xc0 | (point >> 6)), add(0x80 | (point & 0x3f));
    } else if (point < 0x10000) {
      add(0xe0 | (point >> 12)), add(0x80 | ((point >> 6) & 0x3f)), add(0x80 | (point & 0x3f));
    } else {
      add(0xf0 | (point >> 18)), add(0x80 | ((point >> 12) & 0x3f));
      add(0x80 | ((point >> 6) & 0x3f)), add(0x80 | (point & 0x3f));
    }
  }

  std::string_view rest_;
  std::string_view key_;
  std::optional<std::string> found_;
};

inline std::optional<std::string> json_string_member(std::string_view text, std::string_view key) {
  return json_reader(text, key).member();
}

}  // namespace se2::testing::detail
