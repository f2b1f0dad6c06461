# SPDX-License-Identifier: Apache-2.0
# tests/package/toolchains.cmake: a tree shaped like a wasi-sdk, of today's wasi-libc, and the latest
# pybind11, with the one libpython that was built with the earliest of both; the earliest clang
#
# Expects SOURCE, the source tree; BUILD, its build; SCRATCH, a folder to work in; and CACHE, where
# bootstrap.sh keeps things.
file(REMOVE_RECURSE "${SCRATCH}")
include("${CMAKE_CURRENT_LIST_DIR}/steps.cmake")
set(prefix "${SCRATCH}/prefix")
run("${CMAKE_COMMAND}" --install "${BUILD}" --prefix "${prefix}")
file(SHA256 "${CMAKE_CURRENT_LIST_DIR}/requirements.txt" fingerprint)
string(SUBSTRING "${fingerprint}" 0 16 fingerprint)
set(pybind11 "${CACHE}/packages/${fingerprint}/site/pybind11/include")

run("${CMAKE_COMMAND}" -S "${SOURCE}/examples/custom-wrapper" -B "${SCRATCH}/build"
  "-DCMAKE_PREFIX_PATH=${prefix}" "-DSE2_PYBIND11_DIR=${pybind11}"
  "-DCMAKE_TOOLCHAIN_FILE=${prefix}/lib/cmake/se2/wasi-toolchain.cmake"
  "-DWASI_SDK_PATH=${CACHE}/wasi-sdk-later")
run("${CMAKE_COMMAND}" --build "${SCRATCH}/build")
expect("{'apple': 2, 'fig': 1}, but an empty word" "${prefix}/bin/se2-run"
  "${SCRATCH}/build/custom_wrapper.wasm" --payload "pear apple an fig apple")

build_hello("${SCRATCH}/hello" "-DCMAKE_PREFIX_PATH=${prefix}"
  "-DCMAKE_TOOLCHAIN_FILE=${prefix}/lib/cmake/se2/wasi-toolchain.cmake"
  "-DWASI_SDK_PATH=${CACHE}/wasi-sdk-later")
expect("Hello, world!" "${prefix}/bin/se2-run" "${SCRATCH}/hello/hello.wasm" --payload world)

# refused.cmake has what the earliest does not do.
file(WRITE "${SCRATCH}/throws/CMakeLists.txt" "cmake_minimum_required(VERSION 3.25)
project(throws CXX)
find_package(se2 CONFIG REQUIRED)
se2_add_plugin(throws \"${SOURCE}/tests/conformance/plugins/throws.cpp\")
se2_add_plugin(hello \"${SOURCE}/examples/hello/hello.cpp\" NO_EXCEPTIONS ALLOCATOR small)\n")
run("${CMAKE_COMMAND}" -S "${SCRATCH}/throws" -B "${SCRATCH}/earliest"
  "-DCMAKE_PREFIX_PATH=${prefix}"
  "-DCMAKE_TOOLCHAIN_FILE=${prefix}/lib/cmake/se2/wasi-toolchain.cmake"
  "-DWASI_SDK_PATH=${CACHE}/wasi-sdk-earliest")
run("${CMAKE_COMMAND}" --build "${SCRATCH}/earliest")
expect("caught inner" "${prefix}/bin/se2-run" "${SCRATCH}/earliest/throws.wasm" --payload caught)
expect("Hello, world!" "${prefix}/bin/se2-run" "${SCRATCH}/earliest/hello.wasm" --payload world)
