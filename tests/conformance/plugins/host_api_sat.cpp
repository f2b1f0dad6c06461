// SPDX-License-Identifier: Apache-2.0
// tests/conformance/plugins/host_api_sat.cpp: the library's calls that older hosts add, one a run
#include "calls.hpp"

#include <se2/host/cache.hpp>
#include <se2/host/database.hpp>
#include <se2/host/graphql.hpp>
#include <se2/host/static_file.hpp>
#include <se2/plugin.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace {

using calls::as_text;
using calls::words;
using text = se2::result<std::string>;

text query(std::string_view kind, const words& call) {
  std::vector<se2::database::variable> variables;
  for (std::size_t at = 2; at + 1 < call.size(); at += 2) {
    variables.emplace_back(call[at], call[at + 1]);
  }
  namespace database = se2::database;
  if (kind == "insert") return as_text(database::insert(call[1], variables));
  if (kind == "select") return as_text(database::select(call[1], variables));
  if (kind == "update") return as_text(database::update(call[1], variables));
  return as_text(database::del(call[1], variables));
}

text answer(const words& call) {
  const auto [area, name] = calls::split(call[0], '.');
  if (area == "database") return query(name, call);
  if (area == "graphql") return as_text(se2::graphql::query(call[1], call[2]));
  if (area == "static_file") return as_text(se2::static_file::get(call[1]));
  if (name == "set") SE2_TRY(se2::cache::set(call[1], call[2], 60));
  return as_text(se2::cache::get(call[1]));
}

// Where there is no run, no host function is called.
const bool is_refused_early = !se2::cache::set("key", "value") && !se2::cache::get("key") &&
                              !se2::database::insert("add", {{"a", "1"}}) &&
                              !se2::graphql::query("http://127.0.0.1/", "{ word }") &&
                              !se2::static_file::get("a.txt");

text handler(std::string_view payload, se2::execution& run) {
  if (payload == "early") return is_refused_early ? "refused" : "called";
  return calls::run(payload, run, answer);
}

}  // namespace

SE2_PLUGIN(handler)
