// SPDX-License-Identifier: Apache-2.0
// tests/fuzz/native/wasi/api.h: the types of wasi-libc's header, for a native build
//
// It asserts that addresses have 32 bits, which no file function depends on.
#pragma once
#pragma clang diagnostic ignored "-Wkeyword-macro"
#define __wasi__ 1
#define __wasm32__ 1
#define _Static_assert(...)
#include SE2_WASI_API
#undef _Static_assert
#undef __wasm32__
#undef __wasi__
