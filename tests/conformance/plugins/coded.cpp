// SPDX-License-Identifier: Apache-2.0
// tests/conformance/plugins/coded.cpp: a type of its own, read and written by a codec
#include <se2/plugin.hpp>

#include <stdexcept>
#include <string>

struct point {
  int x, y;
};

template <>
struct se2::codec<point> {
  static se2::result<point> decode(std::span<const std::byte> payload) {
    const auto text = codec<std::string_view>::decode(payload);
    if (text.size() != 3 || text[1] != ',') return std::unexpected(error{422, "expected x,y"});
    if (text == "1,9") throw std::runtime_error("decode");
    return point{text[0] - '0', text[2] - '0'};
  }
  static std::string encode(const point& p) {
    if (p.x == 8) throw std::runtime_error("encode");
    return std::to_string(p.x) + "," + std::to_string(p.y);
  }
};

se2::result<point> mirror(const point& p) {
  if (p.x == p.y) return std::unexpected(se2::error{409, "on the axis"});
  return point{p.y, p.x};
}
SE2_PLUGIN(mirror)
