// SPDX-License-Identifier: Apache-2.0
// src/python/sdk_request.cpp: sdk.request, the HTTP request that the run answers

#include <se2/host/request.hpp>

#include <string>
#include <string_view>

#include "arguments.hpp"
#include "sdk.hpp"
#include "sdk_modules.hpp"

namespace py = pybind11;

namespace se2::python {

namespace {

using part = result<std::string> (*)();
using named_part = result<std::string> (*)(std::string_view);
using setter = result<void> (*)(std::string_view);
using named_setter = result<void> (*)(std::string_view, std::string_view);

class request_binding {
 public:
  explicit request_binding(py::module_& module) : module_(module) {}

  void add(const char* name, part get, const char* doc) {
    module_.def(name, [=, function = name_of(name)] {
      run_for(function.c_str());
      return text_of(get());
    }, doc);
  }

  void add(const char* name, const char* key_name, named_part get, const char* doc) {
    module_.def(name, [=, function = name_of(name)](const py::object& key) {
      run_for(function.c_str());
      return text_of(get(bytes_argument(key_name, key).text()));
    }, py::arg(key_name), doc);
  }

  void add(const char* name, const char* value_name, setter set, const char* doc) {
    module_.def(name, [=, function = name_of(name)](const py::object& value) {
      run_for(function.c_str());
      check(set(bytes_argument(value_name, value).text()));
    }, py::arg(value_name), doc);
  }

  void add(const char* name, const char* key_name, named_setter set, const char* doc) {
    module_.def(name,
                [=, function = name_of(name)](const py::object& key, const py::object& value) {
      run_for(function.c_str());
      const auto key_bytes = bytes_argument(key_name, key);
      check(set(key_bytes.text(), bytes_argument("value", value).text()));
    }, py::arg(key_name), py::arg("value"), doc);
  }

 private:
  static std::string name_of(const char* name) { return std::string("request.") + name; }

  py::module_& module_;
};

py::bytes request_body() {
  run_for("request.body");
  return bytes_of(request::body());
}

}  // namespace

void bind_sdk_request(py::module_& module) {
  module.doc() =
      "The HTTP request in front of the run.\n\n"
      "What is absent is empty: the host does not tell the two apart. Names and values are str or "
      "bytes. What is set is seen by this run and by the plugins after it in a sequence.";
  request_binding request(module);
  request.add("method", request::method, "The method: 'GET', 'POST', ...");
  request.add("url", request::url, "The path and query, as in '/words?first=a'.");
  request.add("id", request::id, "The host's id of the request; '' where it has none.");
  module.def("body", request_body, "The body, which is the payload until somebody sets another: bytes.");
  request.add("header", "name", request::header, "A header; the name in any case.");
  request.add("param", "name", request::param, "A parameter of the route.");
  request.add("query", "name", request::query, "A parameter of the URL's query; of several the first.");
  request.add("state", "key", request::state, "A value that a plugin before this one has left.");
  request.add("body_field", "key", request::body_field,
              "A str member of a body that is a JSON object. HostError where it has none.");
  request.add("set_method", "method", request::set_method, "Sets the method.");
  request.add("set_url", "url", request::set_url, "Sets the URL.");
  request.add("set_body", "body", request::set_body, "Replaces the whole body.");
  request.add("set_header", "name", request::set_header, "Sets a header, under its name in lower case.");
  request.add("set_param", "name", request::set_param, "Sets a parameter of the route.");
  request.add("set_query", "name", request::set_query, "Puts a parameter first in the URL's query.");
  request.add("set_state", "key", request::set_state, "Leaves a value for the plugins after this one.");
}

}  // namespace se2::python
