// SPDX-License-Identifier: Apache-2.0
// examples/fetch-cpp/fetch.cpp: the page of a URL, asked for through the host
#include <se2/host/http.hpp>
#include <se2/plugin.hpp>

#include <string>

se2::result<std::string> fetch(std::string_view url) {
  const auto page = se2::http::get(url, {{"accept", "text/plain"}});
  if (page) return std::to_string(page->size()) + " bytes";
  if (page.error().code == 404) return "no such page: " + page.error().message;
  return std::unexpected(page.error());
}
SE2_PLUGIN(fetch)
