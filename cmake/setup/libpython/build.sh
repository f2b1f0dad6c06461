# SPDX-License-Identifier: Apache-2.0
# cmake/setup/libpython/build.sh: zlib and CPython compiled for WASI (sourced)
# shellcheck shell=bash disable=SC2034,SC2154,SC2164 # shares variables and set -e with its user

# All functions work in $scratch with the SDK $sdk, whose triple is $triple.

use_compiler() {
  local target="--target=$triple --sysroot=$sdk/share/wasi-sysroot"
  cc="$sdk/bin/clang $target"
  cxx="$sdk/bin/clang++ $target"
  # The archive must not depend on, nor tell, where it was built.
  cflags="-Os -g0 -ffile-prefix-map=$scratch=/usr/src"
  # clang runs any wasm-opt of the PATH after a link: slow here, and not to be relied on.
  ldflags=
  if $cc --no-wasm-opt -E -x c /dev/null >/dev/null 2>&1; then ldflags=--no-wasm-opt; fi
  emulated='-lwasi-emulated-signal -lwasi-emulated-getpid -lwasi-emulated-process-clocks'
}

build_zlib() {
  local name parts=(adler32 compress crc32 deflate infback inffast inflate inftrees trees uncompr
    zutil)
  mkdir "$scratch/zlib"
  tar -xf "$1" -C "$scratch/zlib" --strip-components 1
  cd "$scratch/zlib"
  for name in "${parts[@]}"; do
    # shellcheck disable=SC2086 # words of a command line
    $cc $cflags -c "$name.c"
  done
  "$sdk/bin/llvm-ar" rcs libz.a ./*.o
}

unpack_cpython() {
  local change
  mkdir "$scratch/cpython"
  tar -xf "$1" -C "$scratch/cpython" --strip-components 1
  for change in "$setup"/libpython/*.patch; do
    patch --directory "$scratch/cpython" --strip 1 --fuzz 0 --input "$change"
  done
  "$python" "$setup/libpython/unicode_tables.py" "$scratch/cpython/Objects/unicodetype_db.h"
  cp "$setup/libpython/Setup.local" "$scratch/cpython/Modules/Setup.local"
  cp "$setup/libpython/frozen.c" "$scratch/cpython/Python/frozen.c"
}

configure_cpython() {
  cd "$scratch/cpython"
  # No pkg-config: it would find the host's libraries. No dlopen: newer SDKs have one that only
  # fails. LLVM_PROFDATA is unused, but told in sysconfig: the same on every machine.
  env -u CPPFLAGS -u LD_LIBRARY_PATH -u PYTHONPATH -u PYTHONHOME LC_ALL=C PKG_CONFIG=/bin/false \
    CC="$cc" CPP="$cc -E" CXX="$cxx" \
    AR="$sdk/bin/llvm-ar" RANLIB="$sdk/bin/llvm-ranlib" READELF=true \
    OPT='-DNDEBUG -fwrapv' LDFLAGS="$ldflags" LIBS="$emulated" CFLAGS="$cflags -Wno-int-conversion \
      -D_WASI_EMULATED_SIGNAL -D_WASI_EMULATED_GETPID -D_WASI_EMULATED_PROCESS_CLOCKS" \
    ZLIB_CFLAGS="-I$scratch/zlib" ZLIB_LIBS="-L$scratch/zlib -lz" \
    CONFIG_SITE=Tools/wasm/config.site-wasm32-wasi ac_cv_func_dlopen=no LLVM_PROFDATA=/bin/false \
    ./configure --host=wasm32-unknown-wasi --build="$(./config.guess)" --prefix=/usr/local \
    --with-build-python="$python" --with-pymalloc --with-ensurepip=no --disable-test-modules
}

# make_cpython LOG
make_cpython() {
  local total targets=(libpython3.11.a Modules/expat/libexpat.a Modules/_decimal/libmpdec/libmpdec.a
    pybuilddir.txt DEEPFREEZE_OBJS=) # frozen.c has none
  cd "$scratch/cpython"
  export SOURCE_DATE_EPOCH=1675814400 # the release, 2023-02-08: sys.version tells it
  total=$(make -n "${targets[@]}" 2>/dev/null | grep -c -e ' -c ')
  if ! make -j "$(nproc)" "${targets[@]}" 2>&1 | tee "$1" | count_objects "$total"; then
    fail_with_log "CPython did not compile" "$1"
  fi
}

add_socket_stubs() {
  cd "$scratch/cpython"
  # shellcheck disable=SC2086 # words of a command line
  $cc $cflags -c "$setup/libpython/no-sockets.c" -o no-sockets.o
  "$sdk/bin/llvm-ar" rcs libpython3.11.a no-sockets.o
}
