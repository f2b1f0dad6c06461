# SPDX-License-Identifier: Apache-2.0
# cmake/se2-wasm-build.cmake: this project once more, with the WASI toolchain, inside a native build
include(ExternalProject)

set(SE2_WASM_DIR "${PROJECT_BINARY_DIR}/wasm")
ExternalProject_Add(se2_wasm
  SOURCE_DIR "${PROJECT_SOURCE_DIR}"
  BINARY_DIR "${SE2_WASM_DIR}"
  CMAKE_ARGS
    "-DCMAKE_TOOLCHAIN_FILE=${PROJECT_SOURCE_DIR}/cmake/wasi-toolchain.cmake"
    -DSE2_BUILD_TESTS=${SE2_BUILD_TESTS}
    -DSE2_BUILD_EXAMPLES=${SE2_BUILD_EXAMPLES}
    -DSE2_PYTHON=${SE2_PYTHON}
    -DSE2_INSTALL=${SE2_INSTALL}
    "-DSE2_LIB_DIR=${SE2_LIB_DIR}"
    "-DSE2_NODE=${SE2_NODE}"
    "-DSE2_LIBPYTHON_ROOT=${SE2_LIBPYTHON_ROOT}"
  DEPENDS se2_tools
  BUILD_ALWAYS TRUE
  INSTALL_COMMAND ""
  USES_TERMINAL_CONFIGURE TRUE
  USES_TERMINAL_BUILD TRUE)
