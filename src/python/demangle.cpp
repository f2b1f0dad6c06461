// SPDX-License-Identifier: Apache-2.0
// src/python/demangle.cpp: reads the mangled names of the Itanium C++ ABI, as far as type_info's go

#include "demangle.hpp"

namespace se2::python {

namespace {

/// One name in front of `text`, which it is taken from: its length, then its characters.
std::optional<std::string_view> take_name(std::string_view& text) {
  std::size_t size = 0;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
    size = size * 10 + static_cast<std::size_t>(text.front() - '0');
    text.remove_prefix(1);
  }
  if (size == 0 || size > text.size()) return std::nullopt;
  const auto name = text.substr(0, size);
  text.remove_prefix(size);
  return name.starts_with("_GLOBAL__N") ? "(anonymous namespace)" : name;
}

constexpr struct {
  char code;
  const char* name;
} builtin_types[] = {
    {'v', "void"},
    {'b', "bool"},
    {'c', "char"},
    {'a', "signed char"},
    {'s', "short"},
    {'i', "int"},
    {'l', "long"},
    {'x', "long long"},
    {'h', "unsigned char"},
    {'t', "unsigned short"},
    {'j', "unsigned int"},
    {'m', "unsigned long"},
    {'y', "unsigned long long"},
    {'f', "float"},
    {'d', "double"},
    {'e', "long double"},
    {'w', "wchar_t"},
};

std::optional<std::string> builtin_name(char code) {
  for (const auto& type : builtin_types) {
    if (type.code == code) return type.name;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> demangled(std::string_view mangled) {
  auto text = mangled;
  if (text.size() == 1) return builtin_name(text.front());
  const bool is_nested = text.starts_with('N') && text.ends_with('E');
  if (is_nested) text = text.substr(1, text.size() - 2);
  std::string result;
  if (text.starts_with("St")) {
    result = "std";
    text.remove_prefix(2);
  }
  do {
    const auto name = take_name(text);
    if (!name) return std::nullopt;
    if (!result.empty()) result += "::";
    result += *name;
  } while (is_nested && !text.empty());
  return text.empty() ? std::optional(result) : std::nullopt;
}

}  // namespace se2::python
