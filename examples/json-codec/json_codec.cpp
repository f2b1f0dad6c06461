// SPDX-License-Identifier: Apache-2.0
// examples/json-codec/json_codec.cpp: JSON in, JSON out, through a codec; bad JSON is an error 400
#include <se2/plugin.hpp>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

struct order {
  std::string item;
  int count = 0;
};
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(order, item, count)

template <>
struct se2::codec<std::vector<order>> {
  static se2::result<std::vector<order>> decode(std::span<const std::byte> payload) try {
    const std::string_view text = codec<std::string_view>::decode(payload);
    return nlohmann::json::parse(text).get<std::vector<order>>();
  } catch (const nlohmann::json::exception& why) {
    return std::unexpected(se2::error{400, why.what()});
  }
};

template <>
struct se2::codec<nlohmann::json> {
  static std::string encode(const nlohmann::json& value) { return value.dump(); }
};

nlohmann::json count(const std::vector<order>& orders) {
  auto counts = nlohmann::json::object();
  for (const auto& [item, count] : orders) counts[item] = counts.value(item, 0) + count;
  return counts;
}
SE2_PLUGIN(count)
