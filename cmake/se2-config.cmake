# SPDX-License-Identifier: Apache-2.0
# cmake/se2-config.cmake: find_package(se2)
#
# Targets: se2::se2 (headers), se2::guest (wasm link options), se2::testing (the host double), and in a
# wasm build, on demand, se2::python. Functions: se2_add_plugin, se2_add_python_plugin.
cmake_path(SET SE2_LIB_DIR NORMALIZE "${CMAKE_CURRENT_LIST_DIR}/../../se2")
set(SE2_SOURCE_DIR "${SE2_LIB_DIR}")
if(NOT SE2_LIBPYTHON_ROOT)
  set(SE2_LIBPYTHON_ROOT "${SE2_LIB_DIR}/libpython")
endif()
if(NOT SE2_PYBIND11_DIR)
  set(SE2_PYBIND11_DIR "${SE2_LIB_DIR}/pybind11")
endif()
include("${CMAKE_CURRENT_LIST_DIR}/se2-targets.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/se2-functions.cmake")
_se2_remember_folders()
