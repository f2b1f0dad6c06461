// SPDX-License-Identifier: Apache-2.0
// se2/host/graphql.hpp: se2::graphql, queries to a GraphQL server
#pragma once

#include <se2/abi/ffi_result.hpp>

#include <cstdint>
#include <string_view>

namespace se2::graphql {

/// Posts a query to an endpoint, on hosts of profile `sat`, and gives the JSON of an answer without
/// errors: `{"data": {...}}`. Error 500, with the host's text: a server that answers no JSON, a
/// status or a list of errors, no connection, no run.
///
///     const auto answer = SE2_TRY(se2::graphql::query("https://api/graphql", "{ words { first }
///     }"));
[[nodiscard]] inline result<buffer> query(std::string_view endpoint, std::string_view query) {
  const auto call = [&](std::int32_t ident) {
    return se2_host_graphql_query(endpoint.data(), abi::size_of(endpoint), query.data(),
                                  abi::size_of(query), ident);
  };
  return abi::to_result<buffer>(abi::ask("graphql_query", call));
}

}  // namespace se2::graphql
