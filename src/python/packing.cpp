// SPDX-License-Identifier: Apache-2.0
// src/python/packing.cpp: the exports by which se2-pack drives the runtime; packed modules lack
// them
//
// In the order of use: configure, forget_zips, give, allocate or borrow and mount, _start, import,
// evaluate, seal. Texts and images are bytes in blocks of allocate.

#include "packing.hpp"

#include <se2/python/interpreter.hpp>
#include <se2/python/pybind.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "carried_files.hpp"
#include "console.hpp"
#include "descriptors.hpp"
#include "failure.hpp"
#include "heap.hpp"
#include "import_hooks.hpp"
#include "script.hpp"

namespace py = pybind11;

// CPython's own, declared in no public header.
extern "C" {
extern const _frozen* _PyImport_FrozenBootstrap;
extern const _frozen* _PyImport_FrozenStdlib;
extern const _frozen* _PyImport_FrozenTest;
}

namespace se2::python {

namespace {

/// What evaluate answers, as se2-pack reads it: flag, count, then the place and size of each part.
struct outcome {
  struct part {
    const char* data;
    std::uint32_t size;
  };

  std::uint32_t has_failed = 0;
  std::uint32_t count = 0;
  std::array<part, 4> parts{};
};

constinit std::optional<packing_options> options;
constinit bool sealed = false;
constinit bool is_asleep = false;
constinit PyObject* waker = nullptr;  // kept for good, like the interpreter
py::object random_watcher;
constinit const std::byte* borrowed_image = nullptr;
constinit std::vector<std::string> texts;

/// Removes built-in modules, so that importing one is a ModuleNotFoundError.
void forget_builtins(const py::list& given) {
  std::vector<std::string> names;
  for (const auto name : given) names.push_back(to_utf8(name));
  const auto is_forgotten = [&](const char* name) {
    return std::ranges::find(names, name) != names.end();
  };
  auto* kept = PyImport_Inittab;
  for (const auto* entry = PyImport_Inittab; entry->name != nullptr; ++entry) {
    if (!is_forgotten(entry->name)) *kept++ = *entry;
  }
  *kept = {};

  py::list left;
  auto sys = py::module_::import("sys");
  for (const auto name : sys.attr("builtin_module_names")) {
    if (!is_forgotten(to_utf8(name).c_str())) left.append(name);
  }
  sys.attr("builtin_module_names") = py::tuple(left);
}

std::string advise(const std::string& name) {
  return sealed ? "; it was not packed, add it with se2-pack --include " + name : std::string();
}

void tell_of_random(const py::module_& random) {
  if (random_watcher) random_watcher(random);
}

/// Python has those it needs, and the bytes go.
void forget_frozen_modules() {
  static constexpr _frozen none{};
  _PyImport_FrozenBootstrap = _PyImport_FrozenStdlib = _PyImport_FrozenTest = &none;
}

/// Python's start finds no zipimport then, and does without.
void forget_zipimport() {
  static std::array<_frozen, 4> kept{};
  auto next = kept.begin();
  for (const auto* module = _PyImport_FrozenBootstrap; module->name != nullptr; ++module) {
    if (std::string_view(module->name) != "zipimport") *next++ = *module;
  }
  _PyImport_FrozenBootstrap = kept.data();
}

void forget_borrowed() {
  if (borrowed_image != nullptr) carried().unmount(borrowed_image);
  borrowed_image = nullptr;
}

py::dict script_globals(std::string_view argument) {
  py::dict globals;
  globals["__builtins__"] = py::module_::import("builtins");
  globals["argument"] = py::str(argument.data(), argument.size());
  globals["forget_builtins"] = py::cpp_function(forget_builtins);
  globals["watch_random_with"] =
      py::cpp_function([](const py::object& function) { random_watcher = function; });
  globals["wake_with"] = py::cpp_function(
      [](const py::object& function) { waker = py::object(function).release().ptr(); });
  return globals;
}

outcome answer() {
  outcome result;
  for (const auto& text : texts) {
    result.parts[result.count++] = {text.data(), static_cast<std::uint32_t>(text.size())};
  }
  return result;
}

outcome failure(std::string text) {
  texts.clear();
  texts.push_back(std::move(text));
  auto result = answer();
  result.has_failed = 1;
  return result;
}

outcome evaluate(std::string_view script, std::string_view argument) {
  if (const auto started = start_interpreter(); !started) return failure(started.error().message);
  if (!why_not_started().empty()) return failure(std::string(why_not_started()));
  try {
    auto globals = script_globals(argument);
    py::exec(py::str(script.data(), script.size()), globals);
    texts.clear();
    for (const auto part : py::list(globals["result"])) texts.push_back(part.cast<std::string>());
    return answer();
  } catch (const py::error_already_set& exception) {
    return failure(summary(exception.value()));
  }
}

}  // namespace

const std::optional<packing_options>& packing() { return options; }

void prepare_packing() {
  on_missing_module(advise);
  if (options) on_import("random", tell_of_random);
}

void wake_once() {
  if (!is_asleep) return;
  is_asleep = false;
  if (waker == nullptr) return;
  const auto done = py::reinterpret_steal<py::object>(PyObject_CallNoArgs(waker));
  if (!done) throw py::error_already_set();
}

}  // namespace se2::python

#define SE2_DETAIL_EXPORT(name) \
  extern "C" __attribute__((export_name("se2_pack_" #name), visibility("default")))

using namespace se2::python;

SE2_DETAIL_EXPORT(configure)
void se2_pack_configure(const char* module, std::size_t size, int optimization,
                        std::uint32_t hash_seed) {
  options = {{module, size}, optimization, hash_seed};
}

SE2_DETAIL_EXPORT(allocate) void* se2_pack_allocate(std::size_t size) { return std::malloc(size); }

/// For a plugin whose sys.path names no zip file; before the start.
SE2_DETAIL_EXPORT(forget_zips) void se2_pack_forget_zips() { forget_zipimport(); }

/// Pages that the heap may have, before it is first used.
SE2_DETAIL_EXPORT(give) void se2_pack_give(std::byte* start, std::size_t size) {
  give_to_heap(start, size);
}

/// For an image that is there as long as the plugin is being imported.
SE2_DETAIL_EXPORT(borrow) void* se2_pack_borrow(std::size_t size) {
  auto* const place = borrow_above_heap(size);
  borrowed_image = place;
  return place;
}

/// From here on the host's files are out of sight.
SE2_DETAIL_EXPORT(mount) bool se2_pack_mount(const std::byte* image, std::size_t size) {
  open_files().use_host(false);
  return carried().mount({image, size});
}

SE2_DETAIL_EXPORT(import) void se2_pack_import() { load_plugin(); }

SE2_DETAIL_EXPORT(evaluate)
const outcome* se2_pack_evaluate(const char* script, std::size_t script_size, const char* argument,
                                 std::size_t argument_size) {
  static outcome result;
  result = evaluate({script, script_size}, {argument, argument_size});
  flush_output();
  return &result;
}

/// Makes memory what the packed module starts with, and answers where it ends.
SE2_DETAIL_EXPORT(seal) const std::byte* se2_pack_seal(bool host_files) {
  forget_borrowed();
  random_watcher = {};
  forget_frozen_modules();
  texts = {};
  options.reset();
  open_files().use_host(host_files);
  sealed = is_asleep = true;
  clear_free_memory();
  return_borrowed();
  return end_of_heap();
}

#undef SE2_DETAIL_EXPORT
