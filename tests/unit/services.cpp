// SPDX-License-Identifier: Apache-2.0
// tests/unit/services.cpp: cache, files, secrets, database and GraphQL of older hosts
#include <se2/host/cache.hpp>
#include <se2/host/database.hpp>
#include <se2/host/graphql.hpp>
#include <se2/host/secret.hpp>
#include <se2/host/static_file.hpp>
#include <se2/testing/host.hpp>

#include <catch2/catch.hpp>

#include <string>
#include <string_view>

namespace {

using se2::testing::query_type;

struct sat_host : se2::testing::host {
  sat_host() { profile = se2::testing::profile::sat; }
};

template <class Body>
se2::testing::report with(se2::testing::host& host, Body body) {
  const auto out = host.run(
      [&](std::string_view) {
        body();
        return "";
      },
      "");
  CHECK(out.violations.empty());
  return out;
}

template <class T>
std::string error_of(const se2::result<T>& got) {
  return got ? "no error" : got.error().message;
}

}  // namespace

TEST_CASE("a cached value lasts from run to run") {
  sat_host host;
  with(host, [] {
    CHECK(error_of(se2::cache::get("word")) == "key not found");
    CHECK(se2::cache::set("word", std::string_view("a\0b", 3), 60));
  });
  CHECK(host.cache.at("word").seconds == 60);
  with(host, [] { CHECK(se2::cache::get("word")->text() == std::string_view("a\0b", 3)); });
}

TEST_CASE("a cache that the host keeps closed") {
  sat_host host;
  host.cache_enabled = false;
  with(host, [] {
    CHECK(error_of(se2::cache::set("word", "a")) == "cache_set: refused by the host");
    CHECK(error_of(se2::cache::get("word")) == "capability is not enabled");
  });
}

TEST_CASE("static files and secrets") {
  sat_host host;
  with(host, [] {
    CHECK(error_of(se2::static_file::get("a.txt")) == "capability is not enabled");
    CHECK(se2::secret::get("TOKEN") == "");
  });
  host.static_files["a.txt"] = "text";
  host.secrets["TOKEN"] = "secret";
  with(host, [] {
    CHECK(se2::static_file::get("a.txt")->text() == "text");
    CHECK(error_of(se2::static_file::get("b.txt")) == "file not found");
    CHECK(se2::secret::get("TOKEN") == "secret");
  });
}

TEST_CASE("each kind of query runs its own, with variables in their order") {
  sat_host host;
  host.database["add"] = {query_type::insert, 2, R"({"lastInsertID":1})"};
  host.database["all"] = {query_type::select, 0, "[]"};
  host.database["change"] = {query_type::update, 1, R"({"rowsAffected":2})"};
  host.database["drop"] = {query_type::del, 1, "{}"};
  with(host, [] {
    CHECK(se2::database::insert("add", {{"a", "1"}, {"b", "2"}})->text() ==
          R"({"lastInsertID":1})");
    CHECK(se2::database::select("all")->text() == "[]");
    CHECK(se2::database::update("change", {{"a", "1"}})->text() == R"({"rowsAffected":2})");
    CHECK(se2::database::del("drop", {{"a", "1"}})->text() == "{}");
    CHECK(error_of(se2::database::select("none")) == "query not found");
    CHECK(error_of(se2::database::select("add")) == "query type incorrect");
    CHECK(error_of(se2::database::insert("add", {{"a", "1"}})) ==
          "expected 2 variables, got 1: number of variables incorrect");
    CHECK(se2::database::select("all"));  // no variable is left over
  });
  REQUIRE(host.database_calls.size() == 5);
  CHECK(host.database_calls[0].variables[1].second == "2");
}

TEST_CASE("a query with an answer left in the slot kills the real host") {
  sat_host host;
  const auto out = host.run(
      [](std::string_view, se2::execution& run) {
        CHECK(se2_host_cache_get("none", 4, run.id()) < 0);
        return se2::database::select("all");
      },
      "");
  CHECK(out.outcome == se2::testing::kind::violation);
  CHECK(out.violations.at(0) == "db_exec while an answer was pending: the real host dies");
}

TEST_CASE("GraphQL") {
  sat_host host;
  with(host, [] { CHECK(error_of(se2::graphql::query("e", "q")) == "capability is not enabled"); });
  host.graphql = [](const std::string& endpoint, const std::string& query) {
    return se2::result<std::string>(endpoint + " " + query);
  };
  with(host, [] { CHECK(se2::graphql::query("e", "{ a }")->text() == "e { a }"); });
}

TEST_CASE("what the profile has not is a violation") {
  se2::testing::host host;
  const auto out = host.run([](std::string_view) { return se2::secret::get("a"); }, "");
  CHECK(out.outcome == se2::testing::kind::violation);
  CHECK(out.violations.at(0).starts_with("get_secret_value is not offered"));
}
