# SPDX-License-Identifier: Apache-2.0
# cmake/setup/libpython/install.sh: what was built, in the layout of vmware-labs' packages (sourced)
# shellcheck shell=bash disable=SC2034,SC2154,SC2164 # shares variables and set -e with its user

# install_libpython ROOT: from $scratch/zlib and $scratch/cpython.
install_libpython() {
  cd "$scratch/cpython"
  make inclinstall prefix="$1"
  install -m 644 -D -t "$1/include/python3.11" ../zlib/zlib.h ../zlib/zconf.h
  install -m 644 -D -t "$1/lib/wasm32-wasi" libpython3.11.a Modules/expat/libexpat.a \
    Modules/_decimal/libmpdec/libmpdec.a ../zlib/libz.a
  sed -e "s/@VERSION@/$cpython_version/" -e "s/@EMULATED@/$emulated/" \
    "$setup/libpython/libpython3.11.pc.in" |
    install -m 644 -D /dev/stdin "$1/lib/wasm32-wasi/pkgconfig/libpython3.11.pc"
  install_stdlib "$1/usr/local/lib/python3.11"
  install_licenses "$1/share/licenses"
}

# install_stdlib FOLDER: the modules of Lib, except tests and what needs a display or pip.
install_stdlib() {
  mkdir -p "$1"
  tar -c -C Lib --exclude=__pycache__ --exclude=./test --exclude=./{ctypes,unittest,sqlite3}/test \
    --exclude=./{distutils,lib2to3}/tests --exclude=./{idlelib,tkinter,turtledemo,turtle.py} \
    --exclude=./{ensurepip,msilib} . | tar -x -C "$1" --no-same-owner
  # The build's own folders and compiler mean nothing to who reads this at run time.
  sed -e "s,$sdk/bin/,,g" -e "s,$sdk/share/,,g" -e "s,$scratch,/usr/src,g" \
    "$(cat pybuilddir.txt)/_sysconfigdata__wasi_wasm32-wasi.py" \
    >"$1/_sysconfigdata__wasi_wasm32-wasi.py"
}

install_licenses() {
  install -m 644 -D LICENSE "$1/cpython.txt"
  install -m 644 -D Modules/expat/COPYING "$1/expat.txt"
  # zlib and mpdecimal carry their licences in the heads of their files.
  sed -n '1,/\*\//p' ../zlib/zlib.h | install -m 644 /dev/stdin "$1/zlib.txt"
  sed -n '1,/\*\//p' Modules/_decimal/libmpdec/mpdecimal.c | install -m 644 /dev/stdin \
    "$1/mpdecimal.txt"
}
