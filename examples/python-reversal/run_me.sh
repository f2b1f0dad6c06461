#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# examples/python-reversal/run_me.sh: from a bare Debian 12 to the plugin's answer, in one command
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: run_me.sh [--local] [--help]

Sets up what is missing (Debian 12), builds CPython for wasm, the wrapper and the tools, and runs the
Python plugin with a trace of the calls. The last line is the plugin's answer.

  --local    install nothing; WASI_SDK_PATH must name a WASI SDK, and the tools be on the PATH
TEXT
}

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
build=$root/build

case "$#:${1:-}" in
  0:)
    WASI_SDK_PATH=$("$root/cmake/setup/bootstrap.sh")
    export WASI_SDK_PATH
    ;;
  1:--local)
    if [[ ! ${WASI_SDK_PATH:-} ]]; then
      echo 'run_me.sh: --local needs WASI_SDK_PATH: the folder of a wasi-sdk, 20 or later' >&2
      exit 1
    fi
    ;;
  1:--help) usage && exit ;;
  *) usage >&2 && exit 2 ;;
esac

if [[ ! -e $build/CMakeCache.txt ]]; then cmake -S "$root" -B "$build" -DSE2_BUILD_TESTS=OFF; fi
cmake --build "$build" --parallel --target se2_wasm

"$build/stage/bin/se2-run" --trace --ident 12345 \
  --wrapper "$build/wasm/examples/python-reversal/python_reversal.wasm" \
  --plugin-root "$here/plugin" \
  --python-usr-root "$build/stage/lib/se2" \
  --payload "It can't bite it's own tail. I'm done laughing."
