// SPDX-License-Identifier: Apache-2.0
// examples/custom-wrapper/wrapper.cpp: a Python runtime with a module of its own beside `sdk`
#include <se2/plugin.hpp>
#include <se2/python/plugin.hpp>
#include <se2/python/pybind.hpp>

#include <pybind11/stl.h>

#include <map>
#include <stdexcept>
#include <string>
#include <vector>

struct tally {
  std::map<std::string, int> counts;
  void add(const std::vector<std::string>& words) {
    for (const auto& word : words) {
      if (word.empty()) throw std::invalid_argument("an empty word");  // ValueError in Python
      ++counts[word];
    }
  }

  // Counts of the words that a Python function wants, up to where it raises StopIteration.
  std::map<std::string, int> wanted(const pybind11::function& wants) const {
    std::map<std::string, int> found;
    try {
      for (const auto& [word, count] : counts)
        if (wants(word).cast<bool>()) found[word] = count;
    } catch (const pybind11::error_already_set& error) {
      if (!error.matches(PyExc_StopIteration)) throw;
    }
    return found;
  }
};

PYBIND11_EMBEDDED_MODULE(words, module) {
  pybind11::class_<tally> type(module, "Tally");
  type.def(pybind11::init()).def("add", &tally::add).def("wanted", &tally::wanted);
}
SE2_PLUGIN(se2::python::script_plugin)
