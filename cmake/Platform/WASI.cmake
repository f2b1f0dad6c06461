# SPDX-License-Identifier: Apache-2.0
# cmake/Platform/WASI.cmake: the platform file, which CMake lacks before 3.31
set(WASI 1)
set(CMAKE_EXECUTABLE_SUFFIX .wasm)
set_property(GLOBAL PROPERTY TARGET_SUPPORTS_SHARED_LIBS FALSE)
