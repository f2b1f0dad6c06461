// SPDX-License-Identifier: Apache-2.0
// tests/compile/refused/codec_without_decode.cpp: a codec for replies alone makes no input
#include <se2/plugin.hpp>

struct point {
  int x, y;
};
template <>
struct se2::codec<point> {
  static std::string encode(const point&) { return {}; }
};
void handle(const point&) {}
SE2_PLUGIN(handle)
