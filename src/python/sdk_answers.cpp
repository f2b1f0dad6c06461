// SPDX-License-Identifier: Apache-2.0
// src/python/sdk_answers.cpp: what the host answered, as Python values or as sdk.HostError

#include "sdk.hpp"
#include "values.hpp"

namespace py = pybind11;

namespace se2::python {

py::bytes bytes_of(const result<buffer>& answer) {
  if (!answer) raise_host_error(answer.error().message);
  return {to_bytes(answer->bytes())};
}

py::str text_of(const result<std::string>& answer) {
  if (!answer) raise_host_error(answer.error().message);
  return host_text(*answer);
}

void check(const result<void>& answer) {
  if (!answer) raise_host_error(answer.error().message);
}

}  // namespace se2::python
