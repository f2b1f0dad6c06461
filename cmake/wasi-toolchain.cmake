# SPDX-License-Identifier: Apache-2.0
# cmake/wasi-toolchain.cmake: CMAKE_TOOLCHAIN_FILE for wasm32-wasi with any wasi-sdk from 20 on
#
# The SDK is the one that -DWASI_SDK_PATH names, else the one this file lies in, else the one of the
# environment's WASI_SDK_PATH, else the one that cmake/setup/bootstrap.sh composed.
# Where no build type is named, it is MinSizeRel.

if(NOT WASI_SDK_PATH)
  cmake_path(SET wasi_sdk_here NORMALIZE "${CMAKE_CURRENT_LIST_DIR}/../..")
  set(wasi_sdk_cache "$ENV{XDG_CACHE_HOME}")
  if(NOT wasi_sdk_cache)
    set(wasi_sdk_cache "$ENV{HOME}/.cache")
  endif()
  if(EXISTS "${wasi_sdk_here}/share/wasi-sysroot")
    set(wasi_sdk_found "${wasi_sdk_here}")
  elseif(NOT "$ENV{WASI_SDK_PATH}" STREQUAL "")
    set(wasi_sdk_found "$ENV{WASI_SDK_PATH}")
  elseif(EXISTS "${wasi_sdk_cache}/se2/wasi-sdk")
    set(wasi_sdk_found "${wasi_sdk_cache}/se2/wasi-sdk")
  else()
    message(FATAL_ERROR
      "No WASI SDK. Set WASI_SDK_PATH (-DWASI_SDK_PATH=... or environment) to a wasi-sdk release, "
      "20 or later, or let se2's cmake/setup/bootstrap.sh compose one (Debian 12).")
  endif()
  set(WASI_SDK_PATH "${wasi_sdk_found}" CACHE PATH "The WASI SDK: a wasi-sdk release, 20 or later")
endif()
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES WASI_SDK_PATH)

set(CMAKE_SYSROOT "${WASI_SDK_PATH}/share/wasi-sysroot")
if(EXISTS "${CMAKE_SYSROOT}/lib/wasm32-wasip1")
  set(wasi_triple wasm32-wasip1)
elseif(EXISTS "${CMAKE_SYSROOT}/lib/wasm32-wasi")
  set(wasi_triple wasm32-wasi)
else()
  message(FATAL_ERROR
    "WASI_SDK_PATH names no WASI SDK: neither lib/wasm32-wasip1 nor lib/wasm32-wasi is in "
    "${CMAKE_SYSROOT}. Name the folder of a wasi-sdk release, 20 or later.")
endif()

set(CMAKE_SYSTEM_NAME WASI)
set(CMAKE_SYSTEM_VERSION 1)
set(CMAKE_SYSTEM_PROCESSOR wasm32)
list(APPEND CMAKE_MODULE_PATH "${CMAKE_CURRENT_LIST_DIR}") # Platform/WASI.cmake

set(CMAKE_BUILD_TYPE_INIT MinSizeRel)
set(CMAKE_C_COMPILER "${WASI_SDK_PATH}/bin/clang")
set(CMAKE_CXX_COMPILER "${WASI_SDK_PATH}/bin/clang++")
set(CMAKE_C_COMPILER_TARGET ${wasi_triple})
set(CMAKE_CXX_COMPILER_TARGET ${wasi_triple})
set(CMAKE_AR "${WASI_SDK_PATH}/bin/llvm-ar")
set(CMAKE_RANLIB "${WASI_SDK_PATH}/bin/llvm-ranlib")

# clang runs any wasm-opt of the PATH after a link with -O, and one as old as Debian 12's fails on
# clang's DWARF. From 22 on it can be told not to; before, it does not where the last -O is -O0.
file(GLOB wasi_clang_version LIST_DIRECTORIES true RELATIVE "${WASI_SDK_PATH}/lib/clang"
  "${WASI_SDK_PATH}/lib/clang/*")
if(wasi_clang_version VERSION_GREATER_EQUAL 22)
  set(CMAKE_EXE_LINKER_FLAGS_INIT --no-wasm-opt)
else()
  set(CMAKE_EXE_LINKER_FLAGS_INIT -O0)
endif()

set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE BOTH)
