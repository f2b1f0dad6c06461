// SPDX-License-Identifier: Apache-2.0
// tests/compile/odr/answer.cpp: another source that includes everything, hooks and double too
#include <se2/se2.hpp>

#include <string>

#if !defined(__wasm__)
#include <se2/testing/host.hpp>

#include <cstdio>
#endif

std::string answer_of(std::string_view payload) {
  const auto* const run = se2::execution::current();  // the same one as the other source's
  return std::string(payload) + (run != nullptr ? " in a run" : " outside a run");
}

#if !defined(__wasm__)
int main() {
  se2::testing::host host;
  const auto out = host.run_plugin("answered");
  std::puts(out.output.c_str());
  return out.output == "answered in a run" ? 0 : 1;
}
#endif
