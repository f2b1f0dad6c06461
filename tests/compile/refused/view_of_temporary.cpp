// SPDX-License-Identifier: Apache-2.0
// tests/compile/refused/view_of_temporary.cpp: a view of a buffer that is gone
// expect: deleted
#include <se2/buffer.hpp>

auto dangling = se2::buffer(3).text();
