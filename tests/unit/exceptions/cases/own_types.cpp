// SPDX-License-Identifier: Apache-2.0
// tests/unit/exceptions/cases/own_types.cpp: linked where no case uses dynamic_cast
#include "case.hpp"

extern "C" [[gnu::weak]] void* __dynamic_cast(const void*, const void*, const void*,
                                              std::ptrdiff_t);

namespace exception_cases {
namespace {

bool libcxxabi_type_matching_is_absent() { return &__dynamic_cast == nullptr; }

constexpr test_case cases[] = {
    {"libc++abi's type matching is not linked", libcxxabi_type_matching_is_absent},
};
const group registered(cases);

}  // namespace
}  // namespace exception_cases
