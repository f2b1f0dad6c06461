// SPDX-License-Identifier: Apache-2.0
// src/exceptions/runtime/simple_types.cpp: types that match themselves alone, and their type_info
#include "type_info.hpp"

namespace se2::exceptions {
namespace {

bool is_wanted(const type* wanted, const type* thrown, void*&) { return wanted == thrown; }

}  // namespace

[[gnu::weak]] extern constexpr kind fundamental_kind{.can_catch = is_wanted};
[[gnu::weak]] extern constexpr kind function_kind{.can_catch = is_wanted};
[[gnu::weak]] extern constexpr kind array_kind{.can_catch = is_wanted};
[[gnu::weak]] extern constexpr kind enumeration_kind{.can_catch = is_wanted};

}  // namespace se2::exceptions

// The ABI wants those of T, T* and const T* for each fundamental type T from the runtime; the
// compiler refers to them by these names. Only those a program mentions end up in it.
#define SE2_FUNDAMENTAL_TYPE(letter)                                                         \
  [[gnu::weak]] extern const se2::exceptions::type _ZTI##letter = {                          \
      reinterpret_cast<const char*>(&se2::exceptions::fundamental_kind.destroy), #letter};   \
  [[gnu::weak]] extern const se2::exceptions::pointer_type _ZTIP##letter = {                 \
      {reinterpret_cast<const char*>(&se2::exceptions::pointer_kind.destroy), "P" #letter},  \
      0,                                                                                     \
      &_ZTI##letter};                                                                        \
  [[gnu::weak]] extern const se2::exceptions::pointer_type _ZTIPK##letter = {                \
      {reinterpret_cast<const char*>(&se2::exceptions::pointer_kind.destroy), "PK" #letter}, \
      se2::exceptions::pointer_type::is_const,                                               \
      &_ZTI##letter};

extern "C" {
SE2_FUNDAMENTAL_TYPE(v)   // void
SE2_FUNDAMENTAL_TYPE(b)   // bool
SE2_FUNDAMENTAL_TYPE(c)   // char
SE2_FUNDAMENTAL_TYPE(a)   // signed char
SE2_FUNDAMENTAL_TYPE(h)   // unsigned char
SE2_FUNDAMENTAL_TYPE(w)   // wchar_t
SE2_FUNDAMENTAL_TYPE(Du)  // char8_t
SE2_FUNDAMENTAL_TYPE(Ds)  // char16_t
SE2_FUNDAMENTAL_TYPE(Di)  // char32_t
SE2_FUNDAMENTAL_TYPE(s)   // short
SE2_FUNDAMENTAL_TYPE(t)   // unsigned short
SE2_FUNDAMENTAL_TYPE(i)   // int
SE2_FUNDAMENTAL_TYPE(j)   // unsigned
SE2_FUNDAMENTAL_TYPE(l)   // long
SE2_FUNDAMENTAL_TYPE(m)   // unsigned long
SE2_FUNDAMENTAL_TYPE(x)   // long long
SE2_FUNDAMENTAL_TYPE(y)   // unsigned long long
SE2_FUNDAMENTAL_TYPE(n)   // __int128
SE2_FUNDAMENTAL_TYPE(o)   // unsigned __int128
SE2_FUNDAMENTAL_TYPE(Dh)  // half
SE2_FUNDAMENTAL_TYPE(f)   // float
SE2_FUNDAMENTAL_TYPE(d)   // double
SE2_FUNDAMENTAL_TYPE(e)   // long double
SE2_FUNDAMENTAL_TYPE(g)   // __float128
SE2_FUNDAMENTAL_TYPE(Dn)  // std::nullptr_t
}
#undef SE2_FUNDAMENTAL_TYPE
