# SPDX-License-Identifier: Apache-2.0
# cmake/setup/wasi-sdk.sh: a WASI SDK: verified, or composed from Debian's packages (sourced)
# shellcheck shell=bash disable=SC2034,SC2154,SC2164 # shares variables and set -e with its user

llvm=/usr/lib/llvm-22

# verify_wasi_sdk FOLDER: fails unless it is shaped like a wasi-sdk.
verify_wasi_sdk() {
  local part
  for part in bin/clang bin/clang++ bin/wasm-ld bin/llvm-ar share/wasi-sysroot; do
    if [[ -e $1/$part ]]; then continue; fi
    fail "WASI_SDK_PATH names no WASI SDK: $1/$part does not exist" \
      "name the folder of a wasi-sdk release (20 or later)," \
      "or unset WASI_SDK_PATH: on Debian 12 one is composed from Debian's packages"
  done
}

# wasi_sdk_triple FOLDER: prints the triple whose libraries its sysroot has.
wasi_sdk_triple() {
  local triple
  for triple in wasm32-wasip1 wasm32-wasi; do
    if [[ -d $1/share/wasi-sysroot/lib/$triple ]]; then
      printf '%s\n' "$triple"
      return
    fi
  done
  fail "the sysroot has neither wasm32-wasip1 nor wasm32-wasi: $1/share/wasi-sysroot/lib" \
    "name a wasi-sdk release from 20 on by WASI_SDK_PATH"
}

# compose_wasi_sdk: makes $cache/wasi-sdk point to a tree of links into Debian's packages, keyed by
# this file and the packages' version. Debian's own folders are called wasm32-wasi, a name clang 22
# deprecates; worse, with them the search path includes the host's /usr/include.
compose_wasi_sdk() {
  local key tree
  key=$({
    cat "$setup/wasi-sdk.sh" "$setup/../wasi-toolchain.cmake" "$setup/../Platform/WASI.cmake"
    dpkg-query -W -f '${Package} ${Version}\n' clang-22 lld-22 wasi-libc libc++-22-dev-wasm32
  } | fingerprint)
  tree=$cache/wasi-sdk-$key
  if [[ -x $tree/bin/clang++ && $(readlink "$cache/wasi-sdk") == "${tree##*/}" ]]; then return; fi

  lock wasi-sdk
  say 'composing a WASI SDK from the packages of Debian'
  scratch wasi-sdk
  link_tools "$scratch/tree/bin"
  mkdir "$scratch/tree/lib"
  ln -s "$llvm/lib/clang" "$scratch/tree/lib/clang"
  write_driver "$scratch/tree" "$tree"
  link_sysroot "$scratch/tree/share/wasi-sysroot"
  write_cmake_files "$scratch/tree/share/cmake"
  publish "$scratch/tree" "$tree"
  prove_wasi_sdk "$tree"
  ln -sfnT "${tree##*/}" "$cache/wasi-sdk"
}

link_tools() {
  local tool
  mkdir -p "$1"
  for tool in ar c++filt nm objcopy objdump ranlib readobj size strings strip; do
    ln -s "$llvm/bin/llvm-${tool/c++filt/cxxfilt}" "$1/$tool"
  done
  for tool in llvm-{ar,cxxfilt,dwarfdump,nm,objcopy,objdump,ranlib,readobj,size,strings,strip} \
    llvm-symbolizer lld wasm-ld; do
    ln -s "$llvm/bin/$tool" "$1/$tool"
  done
  ln -s /usr/bin/wasm-opt "$1/wasm-opt"
}

# write_driver TREE PLACE: compilers that target WASI by default, as a wasi-sdk's do. TREE is moved
# to PLACE afterwards.
write_driver() {
  local driver
  printf '%s\n' --target=wasm32-wasip1 '--sysroot=<CFGDIR>/wasi-sysroot' --no-wasm-opt |
    install -D -m 644 /dev/stdin "$1/share/clang.cfg"
  for driver in clang clang++; do
    printf '#!/bin/sh\nexec %q --config=%q "$@"\n' "$llvm/bin/$driver" "$2/share/clang.cfg" |
      install -m 755 /dev/stdin "$1/bin/$driver"
  done
}

link_sysroot() {
  mkdir -p "$1/include" "$1/lib"
  ln -s /usr/include/wasm32-wasi "$1/include/wasm32-wasip1"
  ln -s /usr/lib/wasm32-wasi "$1/lib/wasm32-wasip1"
}

write_cmake_files() {
  install -D -m 644 "$setup/../Platform/WASI.cmake" "$1/Platform/WASI.cmake"
  install -m 644 "$setup/../wasi-toolchain.cmake" "$1/wasi-sdk-p1.cmake"
  ln -s wasi-sdk-p1.cmake "$1/wasi-sdk.cmake"
}

# prove_wasi_sdk FOLDER: C++ links with it, compiler-rt included, and finds no header of the host.
prove_wasi_sdk() {
  local log=$scratch/proof.log
  cat >"$scratch/proof.cpp" <<'CPP'
#include <string>
__int128 product(__int128 a, __int128 b) { return a * b / (b + 1); }
int main(int count, char**) { return std::to_string(int(product(count, count))).size(); }
CPP
  if ! "$1/bin/clang++" -v -fno-exceptions "$scratch/proof.cpp" -o "$scratch/proof.wasm" \
    >"$log" 2>&1; then
    fail_with_log "the composed WASI SDK links no C++ program: $1" "$log"
  fi
  if grep -qE '^ /usr/(local/)?include$' "$log"; then
    fail "the composed WASI SDK would use headers of this machine: $1" \
      "see '$1/bin/clang++ -v -c -x c++ /dev/null'"
  fi
}
