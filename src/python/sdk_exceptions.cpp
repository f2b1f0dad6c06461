// SPDX-License-Identifier: Apache-2.0
// src/python/sdk_exceptions.cpp: sdk.Error, sdk.HostError and sdk.HTTPStatusError

#include <exception>
#include <string>
#include <utility>

#include "failure.hpp"
#include "sdk.hpp"
#include "search_path.hpp"
#include "values.hpp"

namespace py = pybind11;

namespace se2::python {

namespace {

// Python's own, so that both can be subclassed, copied and pickled like any exception.
constexpr const char* source = R"py(
class Error(Exception):
    """Raised out of run_e, it is the run's reply: an error with this code and message.

    The hosts pass on codes from 400 to 599; another becomes 500 and part of the message."""

    def __init__(self, code, message):
        if not isinstance(code, int):
            raise TypeError(f'sdk.Error: code must be int, not {type(code).__name__}')
        if not isinstance(message, str):
            raise TypeError(f'sdk.Error: message must be str, not {type(message).__name__}')
        super().__init__(code, message)
        self.code = code
        self.message = message

    def __str__(self):
        return self.message


class HostError(RuntimeError):
    """A function of the host that failed, or was called where there is no run."""


class HTTPStatusError(HostError):
    """An answer to a request of sdk.http whose status is not one from 200 to 299.

    status: int; body: bytes."""

    def __init__(self, status, body):
        super().__init__(status, body)
        self.status = status
        self.body = body

    def __str__(self):
        text = self.body.decode('utf-8', 'replace')
        return f'{self.status}: {text[:200]}{"..." if len(text) > 200 else ""}'
)py";

py::object error_type;
py::object host_error_type;
py::object status_error_type;

[[noreturn]] void raise(const py::object& type, const py::object& arguments) {
  PyErr_SetObject(type.ptr(), arguments.ptr());
  throw py::error_already_set();
}

/// " (plugin.py, line 4)", of the Python code that runs.
std::string calling_line() {
  PyFrameObject* const frame = PyEval_GetFrame();
  if (frame == nullptr) return {};
  const auto code =
      py::reinterpret_steal<py::object>(reinterpret_cast<PyObject*>(PyFrame_GetCode(frame)));
  const auto file = to_utf8(code.attr("co_filename"));
  const auto name = name_in_plugin(file);
  return " (" + (name.empty() ? file : name) + ", line " +
         std::to_string(PyFrame_GetLineNumber(frame)) + ")";
}

/// An se2::error that C++ of the plugin's own throws into Python is an sdk.Error there.
void translate(std::exception_ptr thrown) {
  try {
    std::rethrow_exception(std::move(thrown));
  } catch (const error& why) {
    const auto message = py::reinterpret_steal<py::object>(PyUnicode_DecodeUTF8(
        why.message.data(), static_cast<Py_ssize_t>(why.message.size()), "replace"));
    if (message) PyErr_SetObject(error_type.ptr(), error_type(why.code, message).ptr());
  }
}

}  // namespace

void add_sdk_exceptions(py::module_& sdk) {
  py::exec(source, sdk.attr("__dict__"));
  error_type = sdk.attr("Error");
  host_error_type = sdk.attr("HostError");
  status_error_type = sdk.attr("HTTPStatusError");
  py::register_exception_translator(translate);
}

execution& run_for(const char* function) {
  if (auto* const run = execution::current()) return *run;
  const auto text = std::string("sdk.") + function + "() is only possible inside run_e";
  raise_host_error(text + calling_line());
}

void raise_host_error(std::string_view message) { raise(host_error_type, host_text(message)); }

void raise_status_error(int status, std::string_view body) {
  raise(status_error_type, py::make_tuple(status, py::bytes(body.data(), body.size())));
}

bool fail_with_sdk_error(execution& run, const py::object& exception) {
  if (!error_type || !py::isinstance(exception, error_type)) return false;
  const py::object code = py::getattr(exception, "code", py::none());
  const py::object message = py::getattr(exception, "message", py::none());
  if (!py::isinstance<py::int_>(code) || !py::isinstance<py::str>(message)) return false;
  fail(run, py::reinterpret_borrow<py::int_>(code), to_utf8(message));
  return true;
}

}  // namespace se2::python
