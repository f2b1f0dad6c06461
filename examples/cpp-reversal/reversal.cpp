// SPDX-License-Identifier: Apache-2.0
// examples/cpp-reversal/reversal.cpp: reverses each word, unless a sign follows its letters
#include <se2/plugin.hpp>

#include <cctype>
#include <string>

bool is_letter(char c) { return c == '_' || (c & 0x80) != 0 || std::isalnum(c) != 0; }

// "can't" and "tail." stay as they are: one of the signs follows their letters.
bool has_sign(std::string_view word) {
  std::size_t letters = 0;
  while (letters < word.size() && is_letter(word[letters])) ++letters;
  return letters > 0 && word.substr(letters).find_first_of(".,'!?\"") == 0;
}

// By code points, so that UTF-8 stays UTF-8.
std::string reverse(std::string_view word) {
  std::string reversed;
  while (!word.empty()) {
    std::size_t at = word.size() - 1;
    while (at > 0 && (word[at] & 0xc0) == 0x80) --at;
    reversed += word.substr(at);
    word.remove_suffix(word.size() - at);
  }
  return reversed;
}

std::string reversal(std::string_view text) {
  std::string reversed;
  while (true) {
    const std::string_view word = text.substr(0, text.find(' '));
    reversed += has_sign(word) ? std::string(word) : reverse(word);
    if (word.size() == text.size()) return reversed;
    reversed += ' ';
    text.remove_prefix(word.size() + 1);
  }
}
SE2_PLUGIN(reversal)
