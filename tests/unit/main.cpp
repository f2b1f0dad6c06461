// SPDX-License-Identifier: Apache-2.0
// tests/unit/main.cpp: Catch2's main function
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>

// AddressSanitizer reads it: running out of memory is tested, so malloc answers null as it should.
extern "C" const char* __asan_default_options() { return "allocator_may_return_null=1"; }
