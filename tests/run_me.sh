#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# tests/run_me.sh: sets up what is missing, builds everything and runs all tests
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=$root/build

WASI_SDK_PATH=$("$root/cmake/setup/bootstrap.sh" --tests)
export WASI_SDK_PATH

cmake -S "$root" -B "$build" -DSE2_BUILD_TESTS=ON
cmake --build "$build" --parallel "$(nproc)"
ctest --test-dir "$build" --output-on-failure --parallel "$(nproc)" "$@"
