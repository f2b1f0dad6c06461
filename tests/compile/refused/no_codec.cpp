// SPDX-License-Identifier: Apache-2.0
// tests/compile/refused/no_codec.cpp: a type without a codec is no input
#include <se2/plugin.hpp>

struct point {
  int x, y;
};
void handle(const point&) {}
SE2_PLUGIN(handle)
