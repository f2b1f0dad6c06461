#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# examples/hello/without-cmake.sh: builds hello.wasm by hand: without-cmake.sh PREFIX [OUTPUT]
#
# The second command has exceptions work on engines that have none. Without it, and without the
# runtime's sources, -fno-exceptions instead of -fwasm-exceptions makes hello.wasm in one command.
set -euo pipefail

prefix=$1
output=${2:-hello.wasm}
"$WASI_SDK_PATH/bin/clang++" -std=c++23 -Oz -fwasm-exceptions -I "$prefix/include" \
  "$(dirname "$0")/hello.cpp" "$prefix"/lib/se2/exceptions/runtime/*.cpp -o "$output.linked" \
  -nostartfiles -Wl,--no-entry,--stack-first,-z,stack-size=524288,--max-memory=2147418112
node "$prefix/lib/se2/exceptions/lower.mjs" "$output.linked" -o "$output"
