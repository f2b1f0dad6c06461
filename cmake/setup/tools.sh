# SPDX-License-Identifier: Apache-2.0
# cmake/setup/tools.sh: which tools are there; what is missing elsewhere than on Debian 12 (sourced)
# shellcheck shell=bash disable=SC2034,SC2154,SC2164 # shares variables and set -e with its user

cmake_minimum=3.25
node_minimum=18.20
go_minimum=1.19

has_command() { command -v "$1" >/dev/null; }

# has_version MINIMUM COMMAND...: whether the first version the command prints is at least MINIMUM.
has_version() {
  local minimum=$1 text
  shift
  if ! text=$("$@" 2>/dev/null); then return 1; fi
  [[ $text =~ [0-9]+(\.[0-9]+)+ ]] || return 1
  printf '%s\n' "$minimum" "${BASH_REMATCH[0]}" | sort --version-sort --check=quiet
}

# require_tools: fails with the list of what is missing and where it comes from.
require_tools() {
  local missing=()
  need() { missing+=("$1: $2"); }
  if [[ ! ${WASI_SDK_PATH:-} ]]; then
    need 'WASI SDK 20 or later, named by WASI_SDK_PATH' \
      'https://github.com/WebAssembly/wasi-sdk/releases'
  fi
  has_version "$cmake_minimum" cmake --version ||
    need "cmake $cmake_minimum or later" 'https://cmake.org/download'
  has_version "$node_minimum" node --version ||
    need "node $node_minimum or later" 'https://nodejs.org/download'
  has_command npm || need npm 'https://nodejs.org/download'
  has_command wasm-opt || need wasm-opt 'https://github.com/WebAssembly/binaryen/releases'
  has_command python3.11 || need python3.11 'https://www.python.org/downloads'
  [[ -e /usr/include/pybind11/pybind11.h ]] ||
    need 'pybind11 2.10 to 3.0.1 in /usr/include' "your system's package, often pybind11-dev(el)"
  has_command g++ || has_command clang++ || need 'a C++ compiler' "your system's g++ or clang++"
  if [[ $with_tests ]]; then
    has_version "$go_minimum" go version || need "go $go_minimum or later" 'https://go.dev/dl'
    has_command gcc || need 'gcc, for cgo' "your system's package"
    has_command clang-tidy-22 || has_command clang-tidy ||
      need clang-tidy "your system's package, often clang-tools-extra"
    has_command shellcheck || need shellcheck "your system's package"
    has_command ip || need 'ip, for networks of their own' "your system's package, often iproute2"
  fi
  local tool
  for tool in make patch bzip2 curl flock pkg-config; do
    has_command "$tool" || need "$tool" "your system's package"
  done
  if ((${#missing[@]} == 0)); then return; fi
  fail 'not everything that se2 needs is installed; this is not Debian 12, so install yourself:' \
    "${missing[@]}"
}

# python3_11: prints the system's Python 3.11, before any other of the PATH.
python3_11() {
  if [[ -x /usr/bin/python3.11 ]]; then echo /usr/bin/python3.11; else command -v python3.11; fi
}
