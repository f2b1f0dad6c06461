#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# examples/python-reversal/run_me.sh: from a bare Debian 12 to the plugin's answer, in one command
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: run_me.sh [--local] [--help]

Sets up what is missing (Debian 12), builds CPython for wasm, the example and the tools, and runs the
Python plugin in both its forms: the wrapper, which has it in directories, with a trace of the calls,
and the packed module, which needs none. The last line is the plugin's answer.

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

payload="It can't bite it's own tail. I'm done laughing."
modules=$build/wasm/examples/python-reversal
packed=$modules/python_reversal.wasm
wrapper=$modules/python_reversal_wrapper.wasm
in_directories=(--wrapper "$wrapper" --plugin-root "$here/plugin"
  --python-usr-root "$build/stage/lib/se2")

# run OPTION...
run() {
  "$build/stage/bin/se2-run" --payload "$payload" "$@"
}

# median_start OPTION...: of 15 instances, milliseconds to their first answer.
median_start() {
  run --json --lifetime fresh --repeat 15 "$@" 2>/dev/null |
    sed -E 's/.*"start_us":([0-9]+),"run_us":([0-9]+).*/\1 \2/' |
    awk '{ print $1 + $2 }' | sort -n | awk 'NR == 8 { printf "%.1f", $1 / 1000 }'
}

run --trace --ident 12345 "${in_directories[@]}"
printf '\nin directories: %s KB and its directories, %s ms from a new instance to the answer\n' \
  "$(($(stat -c %s "$wrapper") / 1000))" "$(median_start "${in_directories[@]}")"
printf 'packed:         %s KB and nothing else, %s ms\n\n' \
  "$(($(stat -c %s "$packed") / 1000))" "$(median_start "$packed")"
run "$packed" 2>/dev/null
