// greeting_test.cpp: the plugin's unit test, on a double of the host
#undef NDEBUG
#include "greeting.hpp"

#include <se2/testing/host.hpp>

#include <cassert>

using se2::testing::kind;

int main() {
  se2::testing::host host;

  const auto greeted = host.run(greet, "world");
  assert(greeted.outcome == kind::result && greeted.output == "Hello, world!");
  assert(greeted.log.at(0).message == "a greeting for world");

  const auto missing = host.run(greet, "");
  assert(missing.outcome == kind::error && missing.error.code == 400);
}
