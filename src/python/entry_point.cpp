// SPDX-License-Identifier: Apache-2.0
// src/python/entry_point.cpp: finds out how run_e wants to be called

#include "entry_point.hpp"

#include <se2/error.hpp>

#include <climits>
#include <string>

#include "failure.hpp"
#include "search_path.hpp"

namespace py = pybind11;

namespace se2::python {

namespace {

/// What matters of a callable's parameters.
struct signature {
  int required = 0;  // positional ones without a default
  int accepted = 0;  // positional ones in all
  bool needs_keyword = false;
  py::object annotation;  // of the first; null without one
};

constexpr const char* forms = "define run_e(payload, ident) or run_e(payload)";

/// The file that an attribute names, as the plugin's author knows it.
std::string file_of(const py::object& object, const char* attribute) {
  const py::object file = py::getattr(object, attribute, py::none());
  const auto name = py::isinstance<py::str>(file) ? name_in_plugin(to_utf8(file)) : std::string();
  return name.empty() ? "plugin.py" : name;
}

[[noreturn]] void refuse(const py::object& run_e, const std::string& what) {
  const py::object code = py::getattr(run_e, "__code__", py::none());
  auto where = file_of(code, "co_filename");
  if (!code.is_none()) where += ", line " + to_utf8(py::str(code.attr("co_firstlineno")));
  throw error{500, where + ": run_e " + what};
}

/// A function that inspect would see as it is. Importing inspect takes longer than all else here.
bool is_plain_function(const py::object& run_e) {
  return PyFunction_Check(run_e.ptr()) && !py::hasattr(run_e, "__wrapped__") &&
         !py::hasattr(run_e, "__signature__");
}

const char* kind_of_plain_function(int flags) {
  if (flags & CO_COROUTINE) return "a coroutine function";
  if (flags & CO_ASYNC_GENERATOR) return "an async generator function";
  if (flags & CO_GENERATOR) return "a generator function";
  return nullptr;
}

const char* kind_of_callable(const py::object& run_e) {
  const auto inspect = py::module_::import("inspect");
  const py::object call = py::type::of(run_e).attr("__call__");
  const auto is = [&](const char* predicate) {
    const py::object test = inspect.attr(predicate);
    return test(run_e).cast<bool>() || test(call).cast<bool>();
  };
  if (is("iscoroutinefunction")) return "a coroutine function";
  if (is("isasyncgenfunction")) return "an async generator function";
  if (is("isgeneratorfunction")) return "a generator function";
  return nullptr;
}

py::object annotation_of(const py::object& function, const py::object& parameter) {
  const py::dict annotations = function.attr("__annotations__");
  return annotations.contains(parameter) ? py::object(annotations[parameter]) : py::object();
}

int length_of(const py::object& container) {
  return container.is_none() ? 0 : static_cast<int>(py::len(container));
}

signature of_plain_function(const py::object& run_e) {
  const py::object code = run_e.attr("__code__");
  const int positional = code.attr("co_argcount").cast<int>();
  const int keyword_only = code.attr("co_kwonlyargcount").cast<int>();
  const bool is_variadic = (code.attr("co_flags").cast<int>() & CO_VARARGS) != 0;

  signature found;
  found.required = positional - length_of(run_e.attr("__defaults__"));
  found.accepted = is_variadic ? INT_MAX : positional;
  found.needs_keyword = keyword_only > length_of(run_e.attr("__kwdefaults__"));
  if (found.accepted > 0) {
    const int first = positional > 0 ? 0 : keyword_only;  // *args is named after the others
    found.annotation = annotation_of(run_e, code.attr("co_varnames")[py::int_(first)]);
  }
  return found;
}

signature of_callable(const py::object& run_e) {
  const auto inspect = py::module_::import("inspect");
  py::object parameters;
  try {
    parameters = inspect.attr("signature")(run_e).attr("parameters");
  } catch (const py::error_already_set& exception) {
    if (!exception.matches(PyExc_ValueError)) throw;
    return {.required = 1, .accepted = 1, .annotation = {}};  // a built-in that does not tell
  }

  signature found;
  const py::object type = inspect.attr("Parameter");
  const auto is = [&](const py::handle& parameter, const char* kind) {
    return parameter.attr("kind").equal(type.attr(kind));
  };
  for (const auto& parameter : parameters.attr("values")()) {
    const bool has_default = !parameter.attr("default").is(type.attr("empty"));
    if (is(parameter, "VAR_KEYWORD")) continue;
    if (is(parameter, "KEYWORD_ONLY")) {
      found.needs_keyword |= !has_default;
      continue;
    }
    const py::object annotation = parameter.attr("annotation");
    if (found.accepted == 0 && !annotation.is(type.attr("empty"))) found.annotation = annotation;
    if (is(parameter, "VAR_POSITIONAL")) {
      found.accepted = INT_MAX;
    } else {
      ++found.accepted;
      found.required += has_default ? 0 : 1;
    }
  }
  return found;
}

/// As the type, or as a string, which `from __future__ import annotations` makes of it.
bool means_bytes(const py::object& annotation) {
  if (!annotation) return false;
  if (annotation.is(py::handle(reinterpret_cast<PyObject*>(&PyBytes_Type)))) return true;
  if (!py::isinstance<py::str>(annotation)) return false;
  auto text = to_utf8(annotation);
  std::erase_if(text, [](char c) { return c == '\'' || c == '"' || c == ' '; });
  return text == "bytes";
}

}  // namespace

entry_point find_entry_point(const py::module_& plugin) {
  if (!py::hasattr(plugin, "run_e")) {
    throw error{500, file_of(plugin, "__file__") + " has no run_e: " + forms};
  }
  py::object run_e = plugin.attr("run_e");
  if (!PyCallable_Check(run_e.ptr())) {
    refuse(run_e,
           "is of type " + type_name(py::type::of(run_e)) + " and cannot be called; " + forms);
  }

  const bool is_plain = is_plain_function(run_e);
  const char* const kind =
      is_plain ? kind_of_plain_function(run_e.attr("__code__").attr("co_flags").cast<int>())
               : kind_of_callable(run_e);
  if (kind != nullptr) {
    refuse(run_e, std::string("is ") + kind + "; make it a function that returns the result");
  }

  const auto found = is_plain ? of_plain_function(run_e) : of_callable(run_e);
  if (found.accepted == 0) refuse(run_e, std::string("takes no argument; ") + forms);
  if (found.required > 2) {
    refuse(run_e, "takes " + std::to_string(found.required) + " arguments; " + forms);
  }
  if (found.needs_keyword) {
    refuse(run_e, std::string("needs a keyword-only argument; ") + forms);
  }
  return {std::move(run_e), found.accepted > 1, means_bytes(found.annotation)};
}

}  // namespace se2::python
