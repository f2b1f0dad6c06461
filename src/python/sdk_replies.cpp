// SPDX-License-Identifier: Apache-2.0
// src/python/sdk_replies.cpp: sdk.return_result, sdk.return_error and sdk.ident

#include <string>

#include "arguments.hpp"
#include "failure.hpp"
#include "sdk.hpp"

namespace py = pybind11;

namespace se2::python {

namespace {

/// The host would ignore another run's ident, and this run end without a reply.
void check_ident(const execution& run, py::handle ident) {
  if (ident.is_none()) return;
  const auto given = integer_argument("ident", ident);
  if (given.equal(py::int_(run.id()))) return;
  throw py::value_error("ident " + to_utf8(py::str(given)) + " is not the current run's " +
                        std::to_string(run.id()));
}

bool return_result(const py::object& result, const py::object& ident) {
  auto& run = run_for("return_result");
  const auto bytes = bytes_argument("result", result);
  check_ident(run, ident);
  SE2_DETAIL_TRACE("id=%d | called sdk.return_result(%p, %zu, %d)", run.id(),
                   static_cast<const void*>(bytes.text().data()), bytes.text().size(), run.id());
  return run.reply(bytes.text());
}

bool return_error(const py::object& code, const py::object& message, const py::object& ident) {
  auto& run = run_for("return_error");
  const auto number = integer_argument("code", code);
  const auto text = text_argument("message", message);
  check_ident(run, ident);
  SE2_DETAIL_TRACE("id=%d | called sdk.return_error(%s, %p, %zu, %d)", run.id(),
                   to_utf8(py::str(number)).c_str(), static_cast<const void*>(text.data()),
                   text.size(), run.id());
  return fail(run, number, text);
}

}  // namespace

bool fail(execution& run, const py::int_& code, std::string_view message) {
  int overflow = 0;
  const long number = PyLong_AsLongAndOverflow(code.ptr(), &overflow);
  if (overflow == 0) return run.fail(static_cast<int>(number), message);
  return run.fail(500, to_utf8(py::str(code)) + ": " + std::string(message));
}

void add_sdk_replies(py::module_& sdk) {
  sdk.def("return_result", return_result, py::arg("result"), py::arg("ident") = py::none(),
          "Replies with a str or bytes-like result.\n\n"
          "A run has one reply: True if this was it, False if there was one already.");
  sdk.def("return_error", return_error, py::arg("code"), py::arg("message"),
          py::arg("ident") = py::none(),
          "Replies with an error: an HTTP status from 400 to 599, and a text.\n\n"
          "A run has one reply: True if this was it, False if there was one already.");
  sdk.def("ident", [] { return run_for("ident").id(); }, "The host's number for this run.");
}

}  // namespace se2::python
