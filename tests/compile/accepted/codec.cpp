// SPDX-License-Identifier: Apache-2.0
// tests/compile/accepted/codec.cpp: a codec that may refuse, and a result
#include <se2/plugin.hpp>

struct point {
  int x, y;
};
template <>
struct se2::codec<point> {
  static se2::result<point> decode(std::span<const std::byte> payload) {
    if (payload.size() != 2) return std::unexpected(se2::error{422, "two bytes"});
    return point{int(payload[0]), int(payload[1])};
  }
  static std::string encode(const point& p) { return std::to_string(p.x); }
};
se2::result<point> handle(const point& p, se2::execution&) { return p; }
SE2_PLUGIN(handle)
