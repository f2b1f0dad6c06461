// SPDX-License-Identifier: Apache-2.0
// src/python/sdk_modules.cpp: `sdk` as a package of built-in modules, imported where they are named

#include "sdk_modules.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "failure.hpp"
#include "profile.hpp"
#include "sdk.hpp"

namespace py = pybind11;

namespace se2::python {

namespace {

struct sdk_part {
  const char* module;
  profile first;  // from this one on, hosts have what it stands for
};

constexpr sdk_part sdk_parts[] = {
    {"sdk.request", profile::e2core}, {"sdk.response", profile::e2core},
    {"sdk.http", profile::e2core},    {"sdk.graphql", profile::sat},
    {"sdk.cache", profile::sat},      {"sdk.static_file", profile::sat},
    {"sdk.database", profile::sat},   {"sdk.secret", profile::sat},
};
constexpr void (*binders[])(py::module_&) = {
    bind_sdk_request, bind_sdk_response,    bind_sdk_http,     bind_sdk_graphql,
    bind_sdk_cache,   bind_sdk_static_file, bind_sdk_database, bind_sdk_secret,
};

constexpr bool is_here(const sdk_part& one) { return one.first <= own_profile; }

template <std::size_t Index>
PyObject* make_module() {
  static PyModuleDef definition;
  auto module = py::module_::create_extension_module(sdk_parts[Index].module, nullptr, &definition);
  try {
    constexpr auto bind = binders[Index];
    bind(module);
    return module.release().ptr();
  }
  PYBIND11_CATCH_INIT_EXCEPTIONS
}

template <std::size_t... Index>
consteval auto table_of(std::index_sequence<Index...>) noexcept {
  return std::array{_inittab{sdk_parts[Index].module, make_module<Index>}..., _inittab{}};
}

constexpr std::size_t count_here = std::ranges::count_if(sdk_parts, is_here);

// importlib itself looks for built-in modules outside packages only.
constexpr const char* finder_source = R"py(
__path__ = []


class _Finder:
    from _frozen_importlib import BuiltinImporter

    @classmethod
    def find_spec(cls, name, path=None, target=None):
        return cls.BuiltinImporter.find_spec(name) if path is __path__ else None


__import__('sys').meta_path.append(_Finder)
)py";

py::object attribute(const py::str& wanted) {
  const auto name = to_utf8(wanted);
  const auto full_name = "sdk." + name;
  for (const auto& one : sdk_parts) {
    if (full_name != one.module) continue;
    if (is_here(one)) return py::module_::import(one.module);
    throw py::attribute_error(full_name + " is for hosts of profile " +
                              (one.first == profile::sat ? "sat" : "e2core and sat") +
                              "; this Python is for others");
  }
  throw py::attribute_error("module 'sdk' has no attribute '" + name + "'");
}

}  // namespace

extern "C" {
/// As CPython's table of built-in modules: what is reached from an entry alone goes where a plugin
/// does not use the module (packing/link-graph.mjs).
[[gnu::used]] constinit auto se2_sdk_modules = table_of(std::make_index_sequence<count_here>());
}

void announce_sdk_modules() { PyImport_ExtendInittab(se2_sdk_modules.data()); }

void add_sdk_modules(py::module_& sdk) {
  py::exec(finder_source, sdk.attr("__dict__"));
  sdk.def("__getattr__", attribute, py::arg("name"));
}

}  // namespace se2::python
