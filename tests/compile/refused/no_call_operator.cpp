// SPDX-License-Identifier: Apache-2.0
// tests/compile/refused/no_call_operator.cpp: an object that can't be called
#include <se2/plugin.hpp>

struct handler {};
handler handle;
SE2_PLUGIN(handle)
