// SPDX-License-Identifier: Apache-2.0
// src/python/import_hooks.cpp: a function around the one of importlib that loads modules
//
// importlib calls _find_and_load_unlocked for a module that is not in sys.modules, and for nothing
// else. A C function in its place shows in no traceback.

#include "import_hooks.hpp"

#include <vector>

#include "failure.hpp"

namespace py = pybind11;

namespace se2::python {

namespace {

struct import_hook {
  const char* name;
  void (*call)(const py::module_&);
};

constinit std::vector<import_hook> hooks;
constinit std::string (*missing_module_advice)(std::string_view) = nullptr;
constinit PyObject* find_and_load = nullptr;

void call_hook(const import_hook& hook, PyObject* module) noexcept {
  try {
    hook.call(py::reinterpret_borrow<py::module_>(module));
  } catch (py::error_already_set& exception) {
    exception.discard_as_unraisable(hook.name);
  }
}

void call_hooks(PyObject* name, PyObject* module) noexcept {
  for (const auto& hook : hooks) {
    if (PyUnicode_CompareWithASCIIString(name, hook.name) == 0) call_hook(hook, module);
  }
}

/// Amends the exception where importlib raised it for this very name. The module itself, or one
/// that it imports, may have raised another.
void amend(py::object exception, py::handle name) {
  const auto text = "No module named " + to_utf8(py::repr(name));
  if (!py::str(text).equal(exception.attr("msg")) || !name.equal(exception.attr("name"))) return;
  const auto advice = missing_module_advice(to_utf8(name));
  if (advice.empty()) return;
  const py::str amended(text + advice);
  exception.attr("msg") = amended;
  exception.attr("args") = py::make_tuple(amended);
}

void advise(PyObject* name) noexcept {
  if (missing_module_advice == nullptr || !PyErr_ExceptionMatches(PyExc_ModuleNotFoundError)) {
    return;
  }
  PyObject* type;
  PyObject* exception;
  PyObject* trace;
  PyErr_Fetch(&type, &exception, &trace);
  PyErr_NormalizeException(&type, &exception, &trace);
  try {
    amend(py::reinterpret_borrow<py::object>(exception), name);
  } catch (const std::exception&) {  // the exception stays as it was
  }
  PyErr_Restore(type, exception, trace);
}

PyObject* find_and_load_with_hooks(PyObject* /*self*/, PyObject* const* arguments,
                                   Py_ssize_t count) {
  const auto size = static_cast<std::size_t>(count);
  PyObject* const module = PyObject_Vectorcall(find_and_load, arguments, size, nullptr);
  if (count == 0 || !PyUnicode_Check(arguments[0])) return module;
  if (module != nullptr) {
    call_hooks(arguments[0], module);
  } else {
    advise(arguments[0]);
  }
  return module;
}

}  // namespace

void install_import_hooks() {
  static constexpr const char* name = "_find_and_load_unlocked";
  static PyMethodDef method{name, reinterpret_cast<PyCFunction>(find_and_load_with_hooks),
                            METH_FASTCALL, nullptr};
  auto importlib = py::module_::import("_frozen_importlib");
  find_and_load = py::object(importlib.attr(name)).release().ptr();
  const auto with_hooks = py::reinterpret_steal<py::object>(PyCFunction_New(&method, nullptr));
  if (!with_hooks) throw py::error_already_set();
  importlib.attr(name) = with_hooks;
}

void on_import(const char* name, void (*hook)(const py::module_&)) {
  hooks.push_back({name, hook});
  if (PyObject* const module = PyDict_GetItemString(PyImport_GetModuleDict(), name)) {
    call_hook(hooks.back(), module);
  }
}

void on_missing_module(std::string (*advice)(std::string_view name)) {
  missing_module_advice = advice;
}

}  // namespace se2::python
