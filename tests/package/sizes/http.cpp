// SPDX-License-Identifier: Apache-2.0
// tests/package/sizes/http.cpp: a page of another server, asked for with a header
#include <se2/host/http.hpp>
#include <se2/plugin.hpp>

se2::result<se2::buffer> relay(std::string_view url) {
  return se2::http::get(url, {{"accept", "text/plain"}});
}
SE2_PLUGIN(relay)
