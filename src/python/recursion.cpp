// SPDX-License-Identifier: Apache-2.0
// src/python/recursion.cpp: the bounds on recursion, and a sys.setrecursionlimit that keeps them

#include "recursion.hpp"

#include <se2/python/pybind.hpp>

#include <cstdint>

extern "C" {
// Of se2's build of CPython: the eval loop raises RecursionError where the stack is below it.
[[gnu::weak]] extern std::uintptr_t se2_stack_floor;
extern char __stack_high;  // by wasm-ld: where the shadow stack starts, growing down
}

namespace py = pybind11;

namespace se2::python {

namespace {

// The engine's native stack, 512 KiB on E2 Core, grows with the shadow stack: this share of the
// latter is safe for calls that pass through the eval loop.
constexpr std::uintptr_t stack_share = 128 * 1024;

// Recursion within C code (comparing nested tuples, json) is bounded by the recursion limit alone;
// another build of CPython has nothing else for its eval loop either.
constexpr int highest_limit = 1000;
constexpr int highest_limit_without_floor = 250;

}  // namespace

void bound_recursion() {
  const bool has_floor = &se2_stack_floor != nullptr;
  if (has_floor) se2_stack_floor = reinterpret_cast<std::uintptr_t>(&__stack_high) - stack_share;
  const int highest = has_floor ? highest_limit : highest_limit_without_floor;
  Py_SetRecursionLimit(highest);

  auto sys = py::module_::import("sys");
  const py::object set_limit = sys.attr("setrecursionlimit");
  sys.attr("setrecursionlimit") = py::cpp_function(
      [set_limit, highest](const py::int_& limit) {
        set_limit(limit > py::int_(highest) ? py::int_(highest) : limit);
      },
      py::name("setrecursionlimit"), py::arg("limit"), py::pos_only(),
      "Sets the recursion limit, at most to what the engine's stack bears.");
}

}  // namespace se2::python
