// SPDX-License-Identifier: Apache-2.0
// src/python/interpreter.cpp: starts Python with a configuration that owes the host nothing

#include <se2/python/interpreter.hpp>
#include <se2/python/pybind.hpp>

#include <unistd.h>

#include <memory>
#include <optional>
#include <string>

#include "console.hpp"
#include "host_log.hpp"
#include "logging_levels.hpp"
#include "packing.hpp"
#include "recursion.hpp"
#include "sdk.hpp"
#include "search_path.hpp"
#include "stdio.hpp"

namespace se2::python {

namespace {

/// A PyConfig that remembers the first of its settings that failed.
class configuration {
 public:
  configuration() { PyConfig_InitIsolatedConfig(&config_); }
  ~configuration() { PyConfig_Clear(&config_); }
  configuration(const configuration&) = delete;
  configuration& operator=(const configuration&) = delete;

  PyConfig* operator->() { return &config_; }

  void set(wchar_t*& field, const wchar_t* text) {
    note(PyConfig_SetString(&config_, &field, text));
  }

  void add_search_path(std::string_view folder) {
    const std::unique_ptr<wchar_t, decltype(&PyMem_RawFree)> wide(
        Py_DecodeLocale(std::string(folder).c_str(), nullptr), PyMem_RawFree);
    note(wide ? PyWideStringList_Append(&config_.module_search_paths, wide.get())
              : PyStatus_NoMemory());
  }

  PyStatus initialize() {
    return PyStatus_Exception(status_) ? status_ : Py_InitializeFromConfig(&config_);
  }

 private:
  void note(PyStatus status) {
    if (!PyStatus_Exception(status_)) status_ = status;
  }

  PyConfig config_;
  PyStatus status_ = PyStatus_Ok();
};

bool is_there(const char* file) { return access(file, F_OK) == 0; }

/// Packages beside the plugin: /site, and /site.1, /site.2 and on where several are pre-opened.
void add_site_folders(configuration& config) {
  std::string folder = "/site";
  for (int next = 1; is_there(folder.c_str()); ++next) {
    config.add_search_path(folder);
    folder = "/site." + std::to_string(next);
  }
}

PyStatus initialize() {
  PyPreConfig before;
  PyPreConfig_InitIsolatedConfig(&before);
  before.utf8_mode = 1;
  if (const auto status = Py_PreInitialize(&before); PyStatus_Exception(status)) return status;

  configuration config;
  config->site_import = 0;
  config->write_bytecode = 0;
  config->pathconfig_warnings = 0;
  config->install_signal_handlers = 0;
  config->buffered_stdio = has_host_log ? 0 : 1;  // stdio.cpp puts lines together
  if (const auto& wanted = packing()) {
    config->optimization_level = wanted->optimization;
    config->use_frozen_modules = 0;  // they are carried as files
    config->use_hash_seed = 1;
    config->hash_seed = wanted->hash_seed;
  }
  config.set(config->program_name, L"plugin");
  config.set(config->executable, L"");
  config.set(config->home, L"/usr/local");
  config.set(config->prefix, L"/usr/local");
  config.set(config->exec_prefix, L"/usr/local");
  config.set(config->stdlib_dir, L"/usr/local/lib/python3.11");
  config->module_search_paths_set = 1;
  for (const char* const library : {zipped_standard_library, standard_library}) {
    if (is_there(library)) config.add_search_path(library);
  }
  add_site_folders(config);
  return config.initialize();
}

/// In front, as Python's own start does with the folder of a script: once it has what it needs.
void add_plugin_folders() {
  py::list path = py::module_::import("sys").attr("path");
  py::size_t next = 0;
  for_each_plugin_folder(
      [&](std::string_view folder) { path.insert(next++, py::str(folder.data(), folder.size())); });
}

error explain(const PyStatus& status) {
  error why{500, "Python could not start: "};
  why.message += status.err_msg != nullptr ? status.err_msg : "it asked to exit";
  if (!is_there(standard_library) && !is_there(zipped_standard_library)) {
    why.message += "; there is no ";
    why.message += standard_library;
    why.message += ": pre-open the folder that holds local/lib/python3.11 as /usr";
    why.message += " (se2-run: --python-usr-root)";
  }
  return why;
}

result<void> start() {
  announce_sdk_modules();
  if (const auto status = initialize(); PyStatus_Exception(status)) {
    return std::unexpected(explain(status));
  }
  try {
    add_plugin_folders();
    bound_recursion();
    prepare_packing();
    if (has_host_log) {
      write_through();
      keep_logging_levels();
    }
  } catch (const std::exception& exception) {
    return std::unexpected(error{500, std::string("Python could not start: ") + exception.what()});
  }
  return {};
}

}  // namespace

result<void> start_interpreter() {
  static constinit std::optional<result<void>> outcome;
  if (!outcome) outcome = start();
  return *outcome;
}

}  // namespace se2::python
