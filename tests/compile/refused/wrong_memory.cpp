// SPDX-License-Identifier: Apache-2.0
// tests/compile/refused/wrong_memory.cpp: a memory policy that lacks deallocate
// expect: constrain
#include <se2/plugin.hpp>

struct leak {
  static void* allocate(std::size_t size) { return ::operator new(size); }
};
void handle(std::string_view) {}
SE2_EXPORT(se2::guest<handle, leak>)
