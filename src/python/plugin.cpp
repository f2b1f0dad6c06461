// SPDX-License-Identifier: Apache-2.0
// src/python/plugin.cpp: imports plugin.py and answers each run by its run_e

#include <se2/python/interpreter.hpp>
#include <se2/python/plugin.hpp>

#include <optional>
#include <string>

#include "console.hpp"
#include "entry_point.hpp"
#include "failure.hpp"
#include "packing.hpp"
#include "script.hpp"
#include "values.hpp"

namespace py = pybind11;

namespace se2::python {

namespace {

constinit std::optional<entry_point> entry;
constinit std::string problem;

/// Marks that Python runs. A trap leaves the mark behind.
class activity {
 public:
  activity() { active_ = true; }
  ~activity() { active_ = false; }
  activity(const activity&) = delete;
  activity& operator=(const activity&) = delete;

  static bool was_cut_short() { return active_; }

 private:
  static inline constinit bool active_ = false;
};

void import_plugin() {
  if (auto started = start_interpreter(); !started) throw started.error();
  const auto& packed = packing();
  const std::string name = packed ? packed->module : "plugin";
  entry = find_entry_point(py::module_::import(name.c_str()));
}

py::object call(const entry_point& run_e, std::span<const std::byte> payload, std::int32_t ident) {
  const auto input = run_e.takes_bytes ? to_bytes(payload) : to_str(payload);
  const py::int_ id(ident);
  // The slot in front lets a bound method put its object there.
  PyObject* arguments[] = {nullptr, input.ptr(), id.ptr()};
  const std::size_t count = run_e.takes_ident ? 2 : 1;
  auto output = py::reinterpret_steal<py::object>(PyObject_Vectorcall(
      run_e.function.ptr(), arguments + 1, count | PY_VECTORCALL_ARGUMENTS_OFFSET, nullptr));
  if (!output) throw py::error_already_set();
  return output;
}

std::optional<byte_view> bytes_of_output(const py::object& output) {
  try {
    return byte_view::of(output);
  } catch (const py::error_already_set& exception) {
    throw error{500, "run_e returned " + type_name(py::type::of(output)) +
                         " that cannot be sent: " + summary(exception.value())};
  }
}

void reply_with(const py::object& output, execution& run) {
  if (output.is_none()) {
    run.fail(500, "run_e returned None and never called sdk.return_result or sdk.return_error");
    return;
  }
  const auto bytes = bytes_of_output(output);
  if (!bytes) {
    throw error{
        500, "run_e returned " + type_name(py::type::of(output)) + "; expected str, bytes or None"};
  }
  if (!run.reply(bytes->text())) {
    report("run_e returned " + type_name(py::type::of(output)) +
           " after a reply through sdk; the first reply stands");
  }
}

}  // namespace

extern "C" {
/// What no packed plugin runs. The linked code calls it through this table only, so that se2-pack
/// can leave it out (packing/link-graph.mjs).
[[gnu::used]] constinit void (*se2_only_before_packing[])() = {load_plugin};
}

std::string_view why_not_started() { return problem; }

void load_plugin() {
  const activity mark;
  try {
    import_plugin();
  } catch (const py::error_already_set& exception) {
    problem = explain_import(exception);
    print_traceback(exception);
  } catch (const error& why) {
    problem = why.message;
    if (!packing()) report(why.message);  // se2-pack says it
  }
  flush_output();
}

void script::start() const {
  if (!packing()) se2_only_before_packing[0]();  // se2-pack says when
}

void script::operator()(std::span<const std::byte> payload, execution& run) const {
  if (activity::was_cut_short()) {
    run.fail(500, "instance lost: an earlier run trapped");
    return;
  }
  if (!entry) {
    run.fail(500, problem);
    flush_output();
    return;
  }
  const activity mark;
  SE2_DETAIL_TRACE("id=%d | calling plugin.run_e(%p, %zu, %d)", run.id(),
                   static_cast<const void*>(payload.data()), payload.size(), run.id());
  try {
    wake_once();
    reply_with(call(*entry, payload, run.id()), run);
  } catch (const py::error_already_set& exception) {
    fail(run, exception);
    print_traceback(exception);
  } catch (const error& why) {
    if (!run.fail(why)) report(why.message);
  }
  flush_output();
}

}  // namespace se2::python
