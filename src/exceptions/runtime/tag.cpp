// SPDX-License-Identifier: Apache-2.0
// src/exceptions/runtime/tag.cpp: the wasm tag of C++ exceptions; it carries one pointer
//
// Compilers up to clang 21 define it, weakly, in each object that throws or catches; later ones
// leave it to the runtime.
#if __clang_major__ >= 22
__asm__(
    ".globl __cpp_exception\n"
    ".weak __cpp_exception\n"
    ".tagtype __cpp_exception i32\n"
    "__cpp_exception:\n");
#endif
