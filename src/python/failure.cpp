// SPDX-License-Identifier: Apache-2.0
// src/python/failure.cpp: what is said of a Python exception

#include "failure.hpp"

#include "console.hpp"
#include "sdk.hpp"
#include "search_path.hpp"

namespace py = pybind11;

namespace se2::python {

namespace {

/// "plugin.py, line 3"; empty where the file is not the plugin's.
std::string place(py::handle file, py::handle line) {
  auto name = py::isinstance<py::str>(file) ? name_in_plugin(to_utf8(file)) : std::string();
  if (name.empty() || line.is_none()) return name;
  return name + ", line " + to_utf8(py::str(line));
}

/// The innermost line of the plugin's own that the exception came through.
std::string origin(py::object trace) {
  std::string innermost;
  while (trace && !trace.is_none()) {
    auto here =
        place(trace.attr("tb_frame").attr("f_code").attr("co_filename"), trace.attr("tb_lineno"));
    if (!here.empty()) innermost = std::move(here);
    trace = trace.attr("tb_next");
  }
  return innermost;
}

/// A file of the plugin that does not compile tells the place itself.
std::string explain_syntax_error(py::handle exception) {
  const auto where = place(exception.attr("filename"), exception.attr("lineno"));
  if (where.empty()) return {};
  return where + ": " + type_name(py::type::of(exception)) + ": " +
         to_utf8(py::str(exception.attr("msg")));
}

bool is_missing_plugin(const py::error_already_set& exception) {
  return exception.matches(PyExc_ModuleNotFoundError) &&
         py::str("plugin").equal(exception.value().attr("name"));
}

/// What CPython prints for the exception, which it writes to sys.stderr.
std::string traceback(const py::error_already_set& exception) {
  const auto sys = py::module_::import("sys");
  const auto buffer = py::module_::import("io").attr("StringIO")();
  const py::object actual = py::getattr(sys, "stderr", py::none());
  sys.attr("stderr") = buffer;
  // Its own, unlike the one fetched with it, still has the frames of importlib.
  const auto& trace = exception.trace();
  PyException_SetTraceback(exception.value().ptr(), trace ? trace.ptr() : Py_None);
  PyErr_Display(exception.type().ptr(), exception.value().ptr(), exception.trace().ptr());
  sys.attr("stderr") = actual;
  return to_utf8(buffer.attr("getvalue")());
}

}  // namespace

std::string to_utf8(py::handle text) {
  const auto encoded = py::reinterpret_steal<py::bytes>(
      PyUnicode_AsEncodedString(text.ptr(), "utf-8", "backslashreplace"));
  if (!encoded) throw py::error_already_set();
  return encoded;
}

std::string type_name(py::handle type) {
  const auto name = py::reinterpret_steal<py::object>(
      PyType_GetQualName(reinterpret_cast<PyTypeObject*>(type.ptr())));
  if (!name) throw py::error_already_set();
  const py::object module = py::getattr(type, "__module__", py::none());
  const auto prefix = py::isinstance<py::str>(module) ? to_utf8(module) : "<unknown>";
  return prefix == "builtins" || prefix == "__main__" ? to_utf8(name)
                                                      : prefix + "." + to_utf8(name);
}

std::string summary(py::handle exception) {
  const auto name = type_name(py::type::of(exception));
  try {
    const auto text = to_utf8(py::str(exception));
    return text.empty() ? name : name + ": " + text;
  } catch (const py::error_already_set&) {
    return name + ": <exception str() failed>";
  }
}

void fail(execution& run, const py::error_already_set& exception) {
  if (fail_with_sdk_error(run, exception.value())) return;
  run.fail(500, summary(exception.value()));
}

std::string explain_import(const py::error_already_set& exception) {
  if (is_missing_plugin(exception)) {
    return "no plugin.py in " + std::string(plugin_path()) +
           ": pre-open the folder that holds it as /plugin (se2-run: --plugin-root)";
  }
  if (exception.matches(PyExc_SyntaxError)) {
    if (auto text = explain_syntax_error(exception.value()); !text.empty()) return text;
  }
  const auto where = origin(exception.trace());
  return (where.empty() ? where : where + ": ") + summary(exception.value());
}

void print_traceback(const py::error_already_set& exception) {
  try {
    report(traceback(exception));
  } catch (const std::exception& failed) {
    report(std::string("no traceback: ") + failed.what());
  }
}

}  // namespace se2::python
