// SPDX-License-Identifier: Apache-2.0
// examples/tested-plugin/words_test.cpp: the handler's unit test, without a host and without wasm
#undef NDEBUG
#include <se2/testing/host.hpp>

#include "words.hpp"

#include <cassert>

using se2::testing::kind;

int main() {
  se2::testing::host host;
  host.request.url = "/define?lang=en";
  host.http["http://dictionary/en/apple"] = {200, "a round fruit"};
  host.http["http://dictionary/en/aple"] = {404, "no such word"};

  const auto found = host.run(define, "apple");
  assert(found.outcome == kind::result && found.output == "a round fruit");
  assert(found.response_headers.at("x-language") == "en");
  assert(found.request.state.at("word") == "apple");

  const auto missing = host.run(define, "aple");
  assert(missing.outcome == kind::error && missing.error.code == 404);
  assert(missing.log.at(0).message == "no entry for aple");
  assert(missing.fetched.at(0).method == "GET" && missing.violations.empty());
}
