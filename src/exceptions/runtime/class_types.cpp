// SPDX-License-Identifier: Apache-2.0
// src/exceptions/runtime/class_types.cpp: catch clauses for classes and their bases
#include "exception.hpp"
#include "type_info.hpp"

namespace se2::exceptions {
namespace {

bool class_can_catch(const type* wanted, const type* thrown, void*& object) {
  return to_base(wanted, thrown, object);
}

void search_single_base(const type* derived, base_search& search, char* object, bool accessible) {
  search.visit(static_cast<const single_base_type*>(derived)->base, object, accessible);
}

void search_multiple_bases(const type* derived, base_search& search, char* object,
                           bool accessible) {
  const auto* const self = static_cast<const multiple_base_type*>(derived);
  for (std::uint32_t index = 0; index < self->base_count; ++index) {
    const auto& entry = self->bases[index];
    char* base = object + entry.offset();
    if (entry.is_virtual()) {
      if (search.no_object()) {  // any address that no other base has
        base = reinterpret_cast<char*>(const_cast<type*>(entry.base));
      } else {
        const char* const vtable = *reinterpret_cast<const char**>(object);
        base = object + *reinterpret_cast<const std::ptrdiff_t*>(vtable + entry.offset());
      }
    }
    search.visit(entry.base, base, accessible && entry.is_public());
  }
}

}  // namespace

[[gnu::weak]] extern constexpr kind class_kind{.can_catch = class_can_catch};
[[gnu::weak]] extern constexpr kind single_base_kind{.can_catch = class_can_catch,
                                                     .search_bases = search_single_base};
[[gnu::weak]] extern constexpr kind multiple_base_kind{.can_catch = class_can_catch,
                                                       .search_bases = search_multiple_bases};

void base_search::visit(const type* candidate, char* object, bool accessible) {
  if (candidate == wanted_) {
    if (found_ && object_ != object) ambiguous_ = true;
    found_ = true;
    accessible_ |= accessible;
    object_ = object;
  } else if (const auto search_bases = candidate->get_kind().search_bases) {
    search_bases(candidate, *this, object, accessible);
  }
}

bool to_base(const type* wanted, const type* derived, void*& object) {
  base_search search(wanted, object == nullptr);
  search.visit(derived, static_cast<char*>(object), true);
  if (!search.found_one()) return false;
  if (object != nullptr) object = search.object();
  return true;
}

bool matches(const std::type_info& wanted, const std::type_info& thrown, void*& object) {
  const auto* const type_wanted = reinterpret_cast<const type*>(&wanted);
  return type_wanted->get_kind().can_catch(type_wanted, reinterpret_cast<const type*>(&thrown),
                                           object);
}

}  // namespace se2::exceptions
