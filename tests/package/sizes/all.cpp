// SPDX-License-Identifier: Apache-2.0
// tests/package/sizes/all.cpp: something of every header
#include <se2/se2.hpp>

se2::result<se2::buffer> all(std::string_view text) {
  se2::log::info(text);
  bool is_fine = se2::request::query(text).has_value();
  is_fine &= se2::request::set_state(text, text).has_value();
  is_fine &= se2::response::set_header(text, text).has_value();
  is_fine &= se2::cache::set(text, text).has_value();
  is_fine &= se2::cache::get(text).has_value();
  is_fine &= se2::static_file::get(text).has_value();
  is_fine &= se2::secret::get(text).has_value();
  is_fine &= se2::database::select(text, {{text, text}}).has_value();
  is_fine &= se2::graphql::query(text, text).has_value();
  return se2::http::post(text, is_fine ? text : "", {{text, text}});
}
SE2_PLUGIN(all)
