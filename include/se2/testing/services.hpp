// SPDX-License-Identifier: Apache-2.0
// se2/testing/services.hpp: what a test scripts of the services behind a host
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace se2::testing {

/// What a server answers. Where `failure` says something there was no answer, and it is the host's
/// error text, as in "dial tcp: connection refused".
struct http_answer {
  int status = 200;
  std::string body = {};
  std::string failure = {};
};

/// An entry of the cache. It stays, whatever its time to live.
struct cache_entry {
  std::string value = {};
  std::int32_t seconds = 0;  ///< its time to live; 0 for no end
};

/// A kind of database query, as the host numbers them.
enum class query_type : std::int32_t { insert, select, update, del };

/// A query that the host's configuration names: how many variables it takes, and the JSON it gives.
struct database_query {
  query_type type = query_type::select;
  std::size_t variables = 0;
  std::string answer = {};
};

/// A run of one: its name and the values of its variables, in the order of adding.
struct database_call {
  std::string name;
  std::vector<std::pair<std::string, std::string>> variables;
};

}  // namespace se2::testing
