// SPDX-License-Identifier: Apache-2.0
// src/exceptions/runtime/pointer_types.cpp: catch clauses for pointers and pointers to members
#include "type_info.hpp"

#include <cstring>

namespace se2::exceptions {
namespace {

/// Qualifiers may be added and promises of a function dropped, never the reverse.
bool qualifies(const pointer_type* wanted, const pointer_type* thrown) {
  return (thrown->flags & ~wanted->flags & pointer_type::qualifiers) == 0 &&
         (wanted->flags & ~thrown->flags & pointer_type::function_promises) == 0;
}

bool is_class(const type* candidate) {
  return candidate->is(class_kind) || candidate->is(single_base_kind) ||
         candidate->is(multiple_base_kind);
}

/// The pointees of two pointers are the same but for qualifiers that were added.
bool same_pointee(const pointer_type* wanted, const pointer_type* thrown) {
  const bool incomplete = ((wanted->flags | thrown->flags) & pointer_type::incomplete) != 0;
  for (;;) {
    if (!qualifies(wanted, thrown)) return false;
    if (same(wanted->pointee, thrown->pointee, incomplete)) return true;
    // int** as const int* const*: each level above the one that gains a qualifier must be const.
    if ((wanted->flags & pointer_type::is_const) == 0 || !wanted->pointee->is(pointer_kind) ||
        !thrown->pointee->is(pointer_kind))
      return false;
    wanted = static_cast<const pointer_type*>(wanted->pointee);
    thrown = static_cast<const pointer_type*>(thrown->pointee);
  }
}

bool pointer_can_catch(const type* wanted_type, const type* thrown_type, void*& object) {
  if (thrown_type == &nullptr_type) {
    object = nullptr;
    return true;
  }
  if (!thrown_type->is(pointer_kind)) return false;
  const auto* const wanted = static_cast<const pointer_type*>(wanted_type);
  const auto* const thrown = static_cast<const pointer_type*>(thrown_type);
  void* value = *static_cast<void**>(object);  // a handler is given the pointer, not its address
  const bool caught = same_pointee(wanted, thrown) ||
                      (qualifies(wanted, thrown) &&
                       ((wanted->pointee == &void_type && !thrown->pointee->is(function_kind)) ||
                        (is_class(wanted->pointee) && is_class(thrown->pointee) &&
                         to_base(wanted->pointee, thrown->pointee, value))));
  if (caught) object = value;
  return caught;
}

bool member_pointer_can_catch(const type* wanted_type, const type* thrown_type, void*& object) {
  static constexpr std::int32_t null_data_member = -1;
  static constexpr std::int32_t null_member_function[2] = {};

  const auto* const wanted = static_cast<const member_pointer_type*>(wanted_type);
  if (thrown_type == &nullptr_type) {
    const auto* const null =
        wanted->pointee->is(function_kind) ? null_member_function : &null_data_member;
    object = const_cast<std::int32_t*>(null);
    return true;
  }
  if (!thrown_type->is(member_pointer_kind)) return false;
  const auto* const thrown = static_cast<const member_pointer_type*>(thrown_type);
  const bool incomplete = ((wanted->flags | thrown->flags) & pointer_type::incomplete) != 0;
  return same_pointee(wanted, thrown) && same(wanted->context, thrown->context, incomplete);
}

}  // namespace

bool same(const type* left, const type* right, bool incomplete) {
  return left == right || (incomplete && std::strcmp(left->name, right->name) == 0);
}

[[gnu::weak]] extern constexpr kind pointer_kind{.can_catch = pointer_can_catch};
[[gnu::weak]] extern constexpr kind member_pointer_kind{.can_catch = member_pointer_can_catch};

}  // namespace se2::exceptions
