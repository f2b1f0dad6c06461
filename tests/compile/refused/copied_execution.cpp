// SPDX-License-Identifier: Apache-2.0
// tests/compile/refused/copied_execution.cpp: a run has one execution
// expect: deleted
#include <se2/execution.hpp>

void copy(se2::execution& run) { auto another = run; }
