// SPDX-License-Identifier: Apache-2.0
// src/python/sdk.hpp: the parts that the built-in module `sdk` is put together from
#pragma once

#include <se2/buffer.hpp>
#include <se2/error.hpp>
#include <se2/execution.hpp>
#include <se2/python/pybind.hpp>

#include <string>
#include <string_view>

namespace se2::python {

/// Adds Error, HostError and HTTPStatusError.
void add_sdk_exceptions(pybind11::module_& sdk);

/// Adds return_result, return_error and ident.
void add_sdk_replies(pybind11::module_& sdk);

/// Adds the module log.
void add_sdk_log(pybind11::module_& sdk);

/// Makes `sdk` a package: the modules in it, which are each there for the plugins that use it, are
/// imported where they are named, as `import sdk.http` or `sdk.http`.
void add_sdk_modules(pybind11::module_& sdk);

/// Before Python starts: makes those modules known.
void announce_sdk_modules();

/// The run in progress. Outside one it raises sdk.HostError, which names the function and the line
/// of the caller.
execution& run_for(const char* function);

/// What a function of the host answered. Where it failed they raise sdk.HostError with its text.
pybind11::bytes bytes_of(const result<buffer>& answer);
pybind11::str text_of(const result<std::string>& answer);
void check(const result<void>& answer);

[[noreturn]] void raise_host_error(std::string_view message);
[[noreturn]] void raise_status_error(int status, std::string_view body);

/// Where the exception is an sdk.Error that still has its code and message, replies with them.
bool fail_with_sdk_error(execution& run, const pybind11::object& exception);

/// Replies with an error whose code is any Python int.
bool fail(execution& run, const pybind11::int_& code, std::string_view message);

}  // namespace se2::python
