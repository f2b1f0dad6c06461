// SPDX-License-Identifier: Apache-2.0
// src/python/sdk.hpp: the parts that the built-in module `sdk` is put together from
#pragma once

#include <se2/execution.hpp>
#include <se2/python/pybind.hpp>

namespace se2::python {

/// Adds Error and HostError.
void add_sdk_exceptions(pybind11::module_& sdk);

/// Adds return_result, return_error and ident.
void add_sdk_replies(pybind11::module_& sdk);

/// Adds the module log.
void add_sdk_log(pybind11::module_& sdk);

/// The run in progress. Outside one it raises sdk.HostError, which names the function and the line
/// of the caller.
execution& run_for(const char* function);

/// Where the exception is an sdk.Error that still has its code and message, replies with them.
bool fail_with_sdk_error(execution& run, const pybind11::object& exception);

/// Replies with an error whose code is any Python int.
bool fail(execution& run, const pybind11::int_& code, std::string_view message);

}  // namespace se2::python
