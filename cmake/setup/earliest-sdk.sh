# SPDX-License-Identifier: Apache-2.0
# cmake/setup/earliest-sdk.sh: a third WASI SDK for the tests: the earliest clang and libc++ that
# plugins compile with, those of wasi-sdk 20 (sourced)
# shellcheck shell=bash disable=SC2154,SC2164 # shares variables and set -e with its user

# Debian's packages of it are unpacked and not installed: they are at odds with those of clang 22.
earliest_packages=(clang-16 lld-16 libclang-cpp16 libllvm16 libclang-common-16-dev
  libclang-rt-16-dev-wasm32 libc++-16-dev-wasm32 libc++abi-16-dev-wasm32)

# install_earliest_sdk: makes $cache/wasi-sdk-earliest.
install_earliest_sdk() {
  local tree=$cache/wasi-sdk-earliest
  if [[ -e $tree/bin/clang++ ]]; then return; fi
  lock wasi-sdk
  say 'fetching clang 16 for the tests'
  mkdir -p "$cache/logs"
  scratch earliest-sdk
  logged "$cache/logs/earliest-sdk.log" make_earliest_sdk "$scratch/tree"
  publish "$scratch/tree" "$tree"
}

# make_earliest_sdk TREE
make_earliest_sdk() {
  mkdir -p "$1"/{bin,debian,lib,share/wasi-sysroot/{include/c++,lib}}
  cd "$1/debian"
  fetch_packages "${earliest_packages[@]}"
  local package tool sysroot=../share/wasi-sysroot
  for package in ./*.deb; do
    dpkg -x "$package" .
    rm "$package"
  done
  mv usr/lib/*/libLLVM-16.so.1 usr/lib/llvm-16/lib # where clang and lld look for it
  for tool in clang clang++ wasm-ld; do ln -s "../debian/usr/lib/llvm-16/bin/$tool" ../bin; done
  ln -s wasm-ld ../bin/wasm-ld-16
  for tool in llvm-ar llvm-ranlib; do ln -s "$llvm/bin/$tool" ../bin; done
  ln -s ../debian/usr/lib/llvm-16/lib/clang ../lib

  cp -rs /usr/include/wasm32-wasi "$sysroot/include"
  rm -rf "$sysroot/include/wasm32-wasi/c++"
  mv usr/lib/llvm-16/include/wasm32-wasi/c++/v1 "$sysroot/include/c++"
  cp -rs /usr/lib/wasm32-wasi "$sysroot/lib"
  cp --remove-destination usr/lib/llvm-16/lib/wasm32-wasi/*.a "$sysroot/lib/wasm32-wasi"
}

# fetch_packages PACKAGE...: of what apt knows, or comes to know.
fetch_packages() {
  apt-get download "$@" && return
  as_root apt-get update
  apt-get download "$@"
}
