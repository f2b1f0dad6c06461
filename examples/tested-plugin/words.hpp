// SPDX-License-Identifier: Apache-2.0
// examples/tested-plugin/words.hpp: a handler that asks a dictionary and keeps its word in the
// state
#pragma once

#include <se2/host/http.hpp>
#include <se2/host/log.hpp>
#include <se2/host/request.hpp>
#include <se2/host/response.hpp>

#include <string>
#include <string_view>

inline se2::result<std::string> define(std::string_view word) {
  const std::string language = SE2_TRY(se2::request::query("lang"));
  const auto entry = se2::http::get("http://dictionary/" + language + "/" + std::string(word));
  if (!entry) {
    se2::log::warn("no entry for " + std::string(word));
    return std::unexpected(entry.error());
  }
  SE2_TRY(se2::request::set_state("word", word));
  SE2_TRY(se2::response::set_header("x-language", language));
  return std::string(entry->text());
}
