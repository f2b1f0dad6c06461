// SPDX-License-Identifier: Apache-2.0
// tests/unit/exceptions/cases/library.cpp: what the standard library throws
#include "case.hpp"

#include <any>
#include <cstring>
#include <expected>
#include <format>
#include <functional>
#include <map>
#include <memory>
#include <new>
#include <optional>
#include <stdexcept>
#include <unordered_map>
#include <variant>
#include <vector>
#include <version>

namespace exception_cases {
namespace {

/// Whether `call` throws an Exception, and no other.
template <class Exception, class Call>
bool throws(Call call) {
  try {
    call();
  } catch (const Exception&) {
    return true;
  } catch (...) {
    return false;
  }
  return false;
}

std::size_t index(int value) { return static_cast<std::size_t>(opaque(value)); }

bool vector_at() {
  return throws<std::out_of_range>([] { (void)std::vector<int>(3).at(index(3)); });
}
bool vector_reserve() {
  return throws<std::length_error>([] { std::vector<int>().reserve(index(-1)); });
}
bool map_at() {
  return throws<std::out_of_range>([] { (void)std::map<int, int>().at(opaque(5)); });
}
bool unordered_map_at() {
  return throws<std::out_of_range>([] { (void)std::unordered_map<int, int>().at(opaque(5)); });
}
bool string_at() {
  return throws<std::out_of_range>([] { (void)std::string(3, 'x').at(index(5)); });
}
bool string_substr() {
  return throws<std::out_of_range>([] { (void)std::string("abc").substr(index(5)); });
}
bool string_insert() {
  return throws<std::out_of_range>([] { std::string("abc").insert(index(9), "x"); });
}
bool string_resize() {
  return throws<std::length_error>([] { std::string().resize(index(-2)); });
}
bool stoi_of_no_number() {
  return throws<std::invalid_argument>([] { (void)std::stoi(std::string("zz")); });
}
bool stoi_out_of_range() {
  return throws<std::out_of_range>([] { (void)std::stoi(std::string("99999999999999")); });
}

bool message_of_the_library_arrives() {
  try {
    (void)std::stoi(std::string("zz"));
  } catch (const std::exception& error) {
    return std::strcmp(error.what(), "stoi: no conversion") == 0;
  }
  return false;
}

bool wrappers_without_a_value() {
  return throws<std::bad_optional_access>([] { (void)std::optional<int>().value(); }) &&
         throws<std::bad_variant_access>([] {
           const std::variant<int, std::string> number = 1;
           (void)std::get<1>(number);
         }) &&
         throws<std::bad_any_cast>([] { (void)std::any_cast<int>(std::any(2.0)); }) &&
         throws<std::bad_function_call>([] { std::function<void()>()(); });
}

bool expected_without_a_value() {
  try {
    const std::expected<int, int> failed = std::unexpected(3);
    (void)failed.value();
  } catch (const std::bad_expected_access<int>& error) {
    return error.error() == 3;
  }
  return false;
}

bool operator_new_out_of_memory() {
  return throws<std::bad_alloc>([] {
    char* volatile memory = new char[index(-64)];
    delete[] memory;
  });
}

bool nothrow_new_out_of_memory() {
  char* volatile memory = new (std::nothrow) char[index(-64)];
  return memory == nullptr;
}

bool aligned_new_out_of_memory() {
  return throws<std::bad_alloc>([] {
    void* volatile memory = ::operator new(index(-64), std::align_val_t(64));
    ::operator delete(memory, std::align_val_t(64));
  });
}

bool new_handler_is_asked() {
  static int asked;
  asked = 0;
  std::set_new_handler([] {
    if (++asked == 2) std::set_new_handler(nullptr);
  });
  return operator_new_out_of_memory() && asked == 2 && std::get_new_handler() == nullptr;
}

bool allocator_of_too_many() {
  return throws<std::bad_array_new_length>([] {
    std::allocator<int> allocator;
    allocator.deallocate(allocator.allocate(index(-1)), index(-1));
  });
}

#if defined(__cpp_lib_format)  // libc++ before 17 has none
bool format_of_a_wrong_type() {
  return throws<std::format_error>([] {
    std::string text = "no";
    (void)std::vformat(std::string("{:d}"), std::make_format_args(text));
  });
}
#endif

constexpr test_case cases[] = {
    {"vector::at", vector_at},
    {"vector::reserve", vector_reserve},
    {"map::at", map_at},
    {"unordered_map::at", unordered_map_at},
    {"string::at", string_at},
    {"string::substr", string_substr},
    {"string::insert", string_insert},
    {"string::resize", string_resize},
    {"stoi of no number", stoi_of_no_number},
    {"stoi out of range", stoi_out_of_range},
    {"message of the library arrives", message_of_the_library_arrives},
    {"optional, variant, any and function without a value", wrappers_without_a_value},
    {"expected without a value", expected_without_a_value},
    {"operator new out of memory", operator_new_out_of_memory},
    {"nothrow new out of memory", nothrow_new_out_of_memory},
    {"aligned new out of memory", aligned_new_out_of_memory},
    {"new handler is asked", new_handler_is_asked},
    {"allocator of too many", allocator_of_too_many},
#if defined(__cpp_lib_format)
    {"format of a wrong type", format_of_a_wrong_type},
#endif
};
const group registered(cases);

}  // namespace
}  // namespace exception_cases
