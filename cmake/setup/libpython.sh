#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# cmake/setup/libpython.sh: builds libpython3.11 for wasm32-wasi once and prints its folder
# shellcheck disable=SC2034,SC2154 # shares variables with the files it sources
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: libpython.sh [--help]

Builds CPython 3.11.2 for wasm32-wasi from source into ${XDG_CACHE_HOME:-~/.cache}/se2, unless it is
there, and prints its root folder, the only line on stdout:
  include/python3.11/                headers
  lib/wasm32-wasi/                   libpython3.11.a and what it needs, pkgconfig/libpython3.11.pc
  usr/local/lib/python3.11/          the standard library
  share/licenses/                    of CPython, expat, mpdecimal and zlib

environment:
  SE2_LIBPYTHON_ROOT    use this folder, of the same layout, and build nothing
  SE2_CPYTHON_TARBALL   take CPython's source from this file instead of fetching it
  WASI_SDK_PATH         the WASI SDK to build with; otherwise bootstrap.sh provides one

exit codes: 0 success, 1 failure, 2 wrong usage
TEXT
}

setup=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for part in progress cache tools debian wasi-sdk libpython/{fetch,build,install}; do
  # shellcheck source=/dev/null
  source "$setup/$part.sh"
done

# verify_libpython ROOT: fails unless it has the layout above.
verify_libpython() {
  local part library=$1/lib/wasm32-wasi
  if [[ -d $1/lib/wasm32-wasip1 ]]; then library=$1/lib/wasm32-wasip1; fi
  for part in "$1/include/python3.11/Python.h" "$library/libpython3.11.a" \
    "$library/pkgconfig/libpython3.11.pc" "$1/usr/local/lib/python3.11/os.py"; do
    if [[ -e $part ]]; then continue; fi
    fail "SE2_LIBPYTHON_ROOT names no libpython3.11: $part does not exist" \
      'unset SE2_LIBPYTHON_ROOT to build one, or see libpython.sh --help for the layout'
  done
}

# libpython_key: identifies what the result depends on: the recipe, the compiler and the libc.
libpython_key() {
  {
    cat "$setup"/libpython/*
    "$sdk/bin/clang" --version | head -n 1
    printf '%s\n' "$triple"
    sha256sum <"$sdk/share/wasi-sysroot/lib/$triple/libc.a"
  } | fingerprint
}

# build_libpython ROOT
build_libpython() {
  local logs=$cache/logs/libpython
  mkdir -p "$logs"
  scratch libpython
  fetch_zlib
  local zlib=$tarball
  fetch_cpython
  use_compiler
  say "building zlib $zlib_version"
  logged "$logs/zlib.log" build_zlib "$zlib"
  say "unpacking and patching CPython $cpython_version"
  logged "$logs/unpack.log" unpack_cpython "$tarball"
  say 'configuring CPython (about a minute)'
  logged "$logs/configure.log" configure_cpython
  say 'compiling CPython (about a minute on two cores)'
  make_cpython "$logs/make.log"
  logged "$logs/stubs.log" add_socket_stubs
  say 'installing libpython'
  logged "$logs/install.log" install_libpython "$scratch/root"
  publish "$scratch/root" "$1"
  say "libpython is ready: $1"
}

case ${1:-} in
  '') ;;
  --help) usage && exit ;;
  *) usage >&2 && exit 2 ;;
esac

if [[ ${SE2_LIBPYTHON_ROOT:-} ]]; then
  verify_libpython "$SE2_LIBPYTHON_ROOT"
  printf '%s\n' "$SE2_LIBPYTHON_ROOT"
  exit
fi

unset MAKEFLAGS MFLAGS MAKELEVEL # where a build calls this script, its make is no business of ours
sdk=$("$setup/bootstrap.sh")
sdk=$(readlink -f "$sdk")
if [[ $sdk$cache == *[[:space:]]* ]]; then
  fail "CPython cannot be built with a space in one of these paths: $sdk, $cache" \
    'name others by WASI_SDK_PATH and XDG_CACHE_HOME'
fi
triple=$(wasi_sdk_triple "$sdk")
python=$(python3_11)
root=$cache/libpython-$cpython_version-$(libpython_key)
if [[ ! -d $root ]]; then
  lock libpython
  if [[ ! -d $root ]]; then build_libpython "$root"; fi
fi
printf '%s\n' "$root"
