// SPDX-License-Identifier: Apache-2.0
// tests/compile/refused/codec_without_encode.cpp: a codec for payloads alone makes no reply
#include <se2/plugin.hpp>

struct point {
  int x, y;
};
template <>
struct se2::codec<point> {
  static point decode(std::span<const std::byte>) { return {}; }
};
point handle(point payload) { return payload; }
SE2_PLUGIN(handle)
