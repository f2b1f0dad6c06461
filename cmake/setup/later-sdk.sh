# SPDX-License-Identifier: Apache-2.0
# cmake/setup/later-sdk.sh: a second WASI SDK for the tests, with a later wasi-libc (sourced)
# shellcheck shell=bash disable=SC2154 # shares variables and set -e with its user

# Of the npm package @yowasp/clang, which carries a sysroot of today's wasi-libc and libc++ 22.
later_sysroot=22.0.0-git20542-10

# install_later_sdk: makes $cache/wasi-sdk-later, a tree of links to Debian's clang around it.
install_later_sdk() {
  local tree=$cache/wasi-sdk-later
  if [[ -e $tree/se2-version && $(<"$tree/se2-version") == "$later_sysroot" ]]; then return; fi
  lock wasi-sdk
  say 'fetching a later wasi-libc for the tests'
  mkdir -p "$cache/logs"
  scratch later-sdk
  logged "$cache/logs/later-sdk.log" make_later_sdk "$scratch/tree" "$tree"
  printf '%s\n' "$later_sysroot" >"$scratch/tree/se2-version"
  publish "$scratch/tree" "$tree"
  prove_wasi_sdk "$tree"
}

# make_later_sdk TREE PLACE: TREE is moved to PLACE afterwards.
make_later_sdk() {
  link_tools "$1/bin"
  mkdir -p "$1/lib" "$1/share/wasi-sysroot"
  ln -s "$llvm/lib/clang" "$1/lib/clang"
  write_driver "$1" "$2"
  write_cmake_files "$1/share/cmake"
  npm pack --pack-destination "$1" "@yowasp/clang@$later_sysroot"
  tar -xzOf "$1/yowasp-clang-$later_sysroot.tgz" package/gen/llvm-resources.tar |
    tar -x -C "$1/share/wasi-sysroot"
  rm "$1/yowasp-clang-$later_sysroot.tgz"
}
