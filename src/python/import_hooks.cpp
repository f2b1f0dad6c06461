// SPDX-License-Identifier: Apache-2.0
// src/python/import_hooks.cpp: takes the places where importlib reports a module, loaded or missing
//
// A function around importlib's own would cost each nested import a C frame, and with it a quarter
// of the depth that the engine's stack allows. So what importlib of 3.11 calls or reads there is
// replaced: the message of `python -v`, which is off here, and the text for a missing module.

#include "import_hooks.hpp"

#include <vector>

namespace py = pybind11;

namespace se2::python {

namespace {

struct import_hook {
  const char* name;
  void (*call)(const py::module_&);
};

constinit std::vector<import_hook> hooks;

void call_if_loaded(const import_hook& hook) noexcept {
  PyObject* const module = PyDict_GetItemString(PyImport_GetModuleDict(), hook.name);
  if (module == nullptr) return;
  try {
    hook.call(py::reinterpret_borrow<py::module_>(module));
  } catch (py::error_already_set& exception) {
    exception.discard_as_unraisable(hook.name);
  }
}

// _verbose_message(message, *arguments, verbosity=1)
PyObject* verbose_message(PyObject* /*self*/, PyObject* const* arguments, Py_ssize_t count,
                          PyObject* /*keywords*/) {
  if (count == 3 && PyUnicode_Check(arguments[0]) && PyUnicode_Check(arguments[1]) &&
      PyUnicode_CompareWithASCIIString(arguments[0], "import {!r} # {!r}") == 0) {
    for (const auto& hook : hooks) {
      if (PyUnicode_CompareWithASCIIString(arguments[1], hook.name) == 0) call_if_loaded(hook);
    }
  }
  Py_RETURN_NONE;
}

PyMethodDef verbose_message_method{
    "_verbose_message",
    reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(verbose_message)),
    METH_FASTCALL | METH_KEYWORDS, nullptr};

constexpr const char* message_source = R"py(
class Message(str):
    def format(self, name):
        return super().format(name) + advice(name)
)py";

py::module_ importlib() { return py::module_::import("_frozen_importlib"); }

}  // namespace

void on_import(const char* name, void (*hook)(const py::module_&)) {
  if (hooks.empty()) {
    const auto function =
        py::reinterpret_steal<py::object>(PyCFunction_New(&verbose_message_method, nullptr));
    if (!function) throw py::error_already_set();
    importlib().attr("_verbose_message") = function;
  }
  hooks.push_back({name, hook});
  call_if_loaded(hooks.back());
}

void on_missing_module(std::string (*advice)(const std::string& name)) {
  py::dict scope;
  scope["advice"] = py::cpp_function(advice);
  py::exec(message_source, scope);
  auto bootstrap = importlib();
  bootstrap.attr("_ERR_MSG") = scope["Message"](bootstrap.attr("_ERR_MSG"));
}

}  // namespace se2::python
