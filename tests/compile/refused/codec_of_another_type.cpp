// SPDX-License-Identifier: Apache-2.0
// tests/compile/refused/codec_of_another_type.cpp: decode gives its own type
#include <se2/plugin.hpp>

struct point {
  int x, y;
};
template <>
struct se2::codec<point> {
  static int decode(std::span<const std::byte>) { return 0; }
};
void handle(point) {}
SE2_PLUGIN(handle)
