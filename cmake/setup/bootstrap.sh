#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# cmake/setup/bootstrap.sh: provides the tools that build se2 and prints the WASI SDK to use
# shellcheck disable=SC2154 # shares variables with the files it sources
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: bootstrap.sh [--tests] [--help]

On Debian 12, installs by apt what is missing and composes a tree shaped like a wasi-sdk from
Debian's packages in ${XDG_CACHE_HOME:-~/.cache}/se2. On another system it installs nothing and
lists what is missing. A second run changes nothing. The only line on stdout is the path of the
WASI SDK.

  --tests    also what the tests need: Catch2, clang with its sanitizers and libFuzzer, shellcheck,
             Go, two versions each of wasmtime and Node, E2 Core, reactr, clang 16, a later
             wasi-libc, packages from PyPI, CPython's tests

environment:
  WASI_SDK_PATH    use this WASI SDK (20 or later) and compose none

exit codes: 0 success, 1 failure, 2 wrong usage
TEXT
}

setup=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for part in progress cache tools debian {wasi,later,earliest}-sdk engines packages \
  libpython/fetch; do
  # shellcheck source=/dev/null
  source "$setup/$part.sh"
done

with_tests=
case "$#:${1:-}" in
  0:) ;;
  1:--tests) with_tests=yes ;;
  1:--help) usage && exit ;;
  *) usage >&2 && exit 2 ;;
esac

if [[ ${WASI_SDK_PATH:-} ]]; then verify_wasi_sdk "$WASI_SDK_PATH"; fi
if on_debian_12; then
  install_packages
else
  require_tools
fi
if [[ $with_tests ]]; then
  install_engines
  install_test_packages
  install_later_sdk
  install_earliest_sdk
  fetch_cpython
fi
if [[ ! ${WASI_SDK_PATH:-} ]]; then
  compose_wasi_sdk
  WASI_SDK_PATH=$cache/wasi-sdk
fi
printf '%s\n' "$WASI_SDK_PATH"
