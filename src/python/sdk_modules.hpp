// SPDX-License-Identifier: Apache-2.0
// src/python/sdk_modules.hpp: the modules in `sdk` that a packed plugin has where it uses them
#pragma once

#include <se2/python/pybind.hpp>

namespace se2::python {

void bind_sdk_request(pybind11::module_& module);
void bind_sdk_response(pybind11::module_& module);
void bind_sdk_http(pybind11::module_& module);
void bind_sdk_graphql(pybind11::module_& module);
void bind_sdk_cache(pybind11::module_& module);
void bind_sdk_static_file(pybind11::module_& module);
void bind_sdk_database(pybind11::module_& module);
void bind_sdk_secret(pybind11::module_& module);

}  // namespace se2::python
