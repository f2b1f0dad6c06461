// SPDX-License-Identifier: Apache-2.0
// src/python/sdk_services.cpp: sdk.graphql, cache, static_file, database and secret, of older hosts

#include <se2/host/cache.hpp>
#include <se2/host/database.hpp>
#include <se2/host/graphql.hpp>
#include <se2/host/secret.hpp>
#include <se2/host/static_file.hpp>

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "arguments.hpp"
#include "pairs.hpp"
#include "sdk.hpp"
#include "sdk_modules.hpp"

namespace py = pybind11;

namespace se2::python {

namespace {

py::bytes graphql_query(const py::object& endpoint, const py::object& text) {
  run_for("graphql.query");
  const auto place = bytes_argument("endpoint", endpoint);
  return bytes_of(graphql::query(place.text(), bytes_argument("query", text).text()));
}

std::int32_t seconds_argument(const py::object& value) {
  int overflow = 0;
  const long long number =
      PyLong_AsLongLongAndOverflow(integer_argument("seconds", value).ptr(), &overflow);
  constexpr long long most = std::numeric_limits<std::int32_t>::max();
  if (overflow != 0 || number < 0 || number > most) {
    throw py::value_error("seconds must be from 0 to " + std::to_string(most));
  }
  return static_cast<std::int32_t>(number);
}

void cache_set(const py::object& key, const py::object& value, const py::object& seconds) {
  run_for("cache.set");
  const auto name = bytes_argument("key", key);
  const auto content = bytes_argument("value", value);
  check(cache::set(name.text(), content.text(), seconds_argument(seconds)));
}

py::bytes cache_get(const py::object& key) {
  run_for("cache.get");
  return bytes_of(cache::get(bytes_argument("key", key).text()));
}

py::bytes static_file_get(const py::object& name) {
  run_for("static_file.get");
  return bytes_of(static_file::get(bytes_argument("name", name).text()));
}

py::str secret_get(const py::object& key) {
  run_for("secret.get");
  return text_of(secret::get(bytes_argument("key", key).text()));
}

using run_query = result<buffer> (*)(std::string_view, const database::variables&);

}  // namespace

void bind_sdk_graphql(py::module_& module) {
  module.doc() = "Queries to GraphQL servers.";
  module.def("query", graphql_query, py::arg("endpoint"), py::arg("query"),
             "Posts a query, and gives the JSON of an answer without errors: bytes.");
}

void bind_sdk_cache(py::module_& module) {
  module.doc() = "The host's cache, which all its plugins share.";
  module.def("set", cache_set, py::arg("key"), py::arg("value"), py::arg("seconds") = 0,
             "Stores str or bytes for so many seconds, or for good where they are 0.");
  module.def("get", cache_get, py::arg("key"), "The value of a key: bytes. HostError where it has none.");
}

void bind_sdk_static_file(py::module_& module) {
  module.doc() = "Files that were deployed with the plugin.";
  module.def("get", static_file_get, py::arg("name"), "The content of a file: bytes.");
}

void bind_sdk_database(py::module_& module) {
  module.doc() =
      "The queries that the host's operator has named.\n\n"
      "variables: a mapping of str or bytes, in the order of the query's placeholders. Each gives\n"
      "the host's JSON, as bytes.";
  const auto add = [&](const char* name, run_query run) {
    module.def(
        name,
        [run, function = std::string("database.") + name](const py::object& query,
                                                          const py::object& variables) {
          run_for(function.c_str());
          const auto text = bytes_argument("name", query);
          const pairs values("variables", variables);
          return bytes_of(run(text.text(), values.list()));
        },
        py::arg("name"), py::arg("variables") = py::dict(),
        "Runs the query of that name, which has to be of this kind.");
  };
  add("insert", database::insert);
  add("select", database::select);
  add("update", database::update);
  add("delete", database::del);
}

void bind_sdk_secret(py::module_& module) {
  module.doc() = "Values that the host's operator keeps. Not all hosts of profile sat have them.";
  module.def("get", secret_get, py::arg("key"), "The value of a key; '' where the host gives none.");
}

}  // namespace se2::python
