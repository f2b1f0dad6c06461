// SPDX-License-Identifier: Apache-2.0
// se2/host/database.hpp: se2::database, the queries that the host's operator has named
#pragma once

#include <se2/abi/ffi_result.hpp>
#include <se2/detail/pairs.hpp>

#include <cstdint>
#include <string_view>

namespace se2::database {

/// A variable of a query: its name, which is for the reader alone, and its value.
using variable = se2::detail::pair;

/// The variables of one call, in the order of the query's placeholders: an initializer list,
/// `{{"word", "apple"}}`, or anything a span of them can be made of. It borrows them, so it is for
/// parameters only.
class variables : public se2::detail::pairs {
 public:
  using pairs::pairs;
};

}  // namespace se2::database

namespace se2::detail {

/// A kind of query, as the host numbers them.
enum class query_type : std::int32_t { insert, select, update, del };

[[gnu::noinline]] inline result<buffer> run_query(query_type type, const std::string_view& name,
                                                  const database::variables& variables) {
  const auto call = [&](std::int32_t ident) -> std::int32_t {
    for (const auto& [key, value] : variables) {
      const auto status = se2_host_add_ffi_var(key.data(), abi::size_of(key), value.data(),
                                               abi::size_of(value), ident);
      if (status != 0) return -1;
    }
    return se2_host_db_exec(static_cast<std::int32_t>(type), name.data(), abi::size_of(name),
                            ident);
  };
  return abi::to_result<buffer>(abi::ask("db_exec", call));
}

}  // namespace se2::detail

/// Each runs the query of that name, which has to be of that kind, on hosts of profile `sat`, and
/// gives the host's JSON. Error 500 with the host's text: "query not found", "query type
/// incorrect", another number of variables, what the database says; no run.
///
///     const auto rows = SE2_TRY(se2::database::select("words of", {{"letter", "a"}}));
namespace se2::database {

/// `{"lastInsertID":7,"rowsAffected":0}`
[[nodiscard]] inline result<buffer> insert(std::string_view name, const variables& variables = {}) {
  return detail::run_query(detail::query_type::insert, name, variables);
}
/// `[{"column":value,...},...]`
[[nodiscard]] inline result<buffer> select(std::string_view name, const variables& variables = {}) {
  return detail::run_query(detail::query_type::select, name, variables);
}
/// `{"lastInsertID":0,"rowsAffected":2}`
[[nodiscard]] inline result<buffer> update(std::string_view name, const variables& variables = {}) {
  return detail::run_query(detail::query_type::update, name, variables);
}
/// `{"lastInsertID":0,"rowsAffected":2}`
[[nodiscard]] inline result<buffer> del(std::string_view name, const variables& variables = {}) {
  return detail::run_query(detail::query_type::del, name, variables);
}

}  // namespace se2::database
