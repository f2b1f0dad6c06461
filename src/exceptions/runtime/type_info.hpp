// SPDX-License-Identifier: Apache-2.0
// src/exceptions/runtime/type_info.hpp: type_info objects as the compiler lays them out
//
// libc++abi's classes for them bring the search for dynamic_cast along, several KB for every
// exception. Those here know catch clauses alone. They define the same symbols, weakly, and keep
// can_catch in the same place: a plugin that uses dynamic_cast links libc++abi's, which then
// replace all of these, and the runtime calls theirs.
#pragma once
#include <cstddef>
#include <cstdint>

namespace se2::exceptions {

struct type;
class base_search;

/// The vtable of a kind of type_info. The pointer in a type_info is to `destroy`.
struct kind {
  using function = void (*)();

  std::ptrdiff_t offset_to_top = 0;
  const void* self = nullptr;
  function destroy[2] = {};
  function unused[2] = {};
  /// As libc++abi declares it: `object` is adjusted where the answer is yes.
  bool (*can_catch)(const type* wanted, const type* thrown, void*& object) = nullptr;
  /// Passes each direct base of a class at `object` to the search. Absent in libc++abi's.
  void (*search_bases)(const type* derived, base_search& search, char* object,
                       bool accessible) = nullptr;
};

struct type {
  const char* kind_address;
  const char* name;

  [[nodiscard]] const kind& get_kind() const {
    return *reinterpret_cast<const kind*>(kind_address - offsetof(kind, destroy));
  }
  [[nodiscard]] bool is(const kind& expected) const { return &get_kind() == &expected; }
};

struct single_base_type : type {
  const type* base;
};

struct multiple_base_type : type {
  struct base_entry {
    const type* base;
    std::int32_t offset_and_flags;

    [[nodiscard]] bool is_virtual() const { return (offset_and_flags & 1) != 0; }
    [[nodiscard]] bool is_public() const { return (offset_and_flags & 2) != 0; }
    [[nodiscard]] std::int32_t offset() const { return offset_and_flags >> 8; }
  };

  std::uint32_t flags;
  std::uint32_t base_count;
  base_entry bases[1];  // base_count of them
};

struct pointer_type : type {
  static constexpr std::uint32_t is_const = 1;
  static constexpr std::uint32_t qualifiers = 1 | 2 | 4;       // const, volatile, restrict
  static constexpr std::uint32_t incomplete = 8 | 16;          // pointee, class of a member
  static constexpr std::uint32_t function_promises = 32 | 64;  // transaction_safe, noexcept

  std::uint32_t flags;
  const type* pointee;
};

struct member_pointer_type : pointer_type {
  const type* context;
};

/// Looks for one base class in an object: it must be there once, and accessible.
class base_search {
 public:
  explicit base_search(const type* wanted, bool no_object)
      : wanted_(wanted), no_object_(no_object) {}

  void visit(const type* candidate, char* object, bool accessible);
  [[nodiscard]] bool found_one() const { return found_ && accessible_ && !ambiguous_; }
  [[nodiscard]] char* object() const { return object_; }
  /// Virtual bases have no address where a null pointer was thrown.
  [[nodiscard]] bool no_object() const { return no_object_; }

 private:
  const type* wanted_;
  char* object_ = nullptr;
  bool no_object_;
  bool found_ = false;
  bool accessible_ = false;
  bool ambiguous_ = false;
};

/// Moves `object`, maybe null, to its base class `wanted` if it has exactly one accessible.
bool to_base(const type* wanted, const type* derived, void*& object);

/// The same type: one type_info each, except that pointers to incomplete types carry their own.
bool same(const type* left, const type* right, bool incomplete);

#define SE2_KIND(name, symbol) extern const kind name __asm__("_ZTVN10__cxxabiv1" symbol)
SE2_KIND(class_kind, "17__class_type_infoE");
SE2_KIND(single_base_kind, "20__si_class_type_infoE");
SE2_KIND(multiple_base_kind, "21__vmi_class_type_infoE");
SE2_KIND(pointer_kind, "19__pointer_type_infoE");
SE2_KIND(member_pointer_kind, "29__pointer_to_member_type_infoE");
SE2_KIND(fundamental_kind, "23__fundamental_type_infoE");
SE2_KIND(function_kind, "20__function_type_infoE");
SE2_KIND(array_kind, "17__array_type_infoE");
SE2_KIND(enumeration_kind, "16__enum_type_infoE");
#undef SE2_KIND

extern const type nullptr_type __asm__("_ZTIDn");
extern const type void_type __asm__("_ZTIv");

}  // namespace se2::exceptions
