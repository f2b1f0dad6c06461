# SPDX-License-Identifier: Apache-2.0
# tests/package/refused.cmake: what is wrong with a project is said when it is configured
#
# Expects SOURCE, the source tree; BUILD, its build; and SCRATCH, a folder to work in.
file(REMOVE_RECURSE "${SCRATCH}")
include("${CMAKE_CURRENT_LIST_DIR}/steps.cmake")
set(prefix "${SCRATCH}/prefix")
run("${CMAKE_COMMAND}" --install "${BUILD}" --prefix "${prefix}")
set(wasm "-DCMAKE_TOOLCHAIN_FILE=${prefix}/lib/cmake/se2/wasi-toolchain.cmake")

# refuse(<text of the message> <call> [<option of cmake>...])
function(refuse text call)
  string(SHA1 name "${ARGV}")
  set(project "${SCRATCH}/${name}")
  file(WRITE "${project}/plugin.cpp" "")
  file(WRITE "${project}/plugin.py" "")
  file(WRITE "${project}/CMakeLists.txt" "cmake_minimum_required(VERSION 3.25)\n"
    "project(refused NONE)\nfind_package(se2 CONFIG REQUIRED)\n${call}\n")
  execute_process(COMMAND "${CMAKE_COMMAND}" -S "${project}" -B "${project}/build"
    "-DCMAKE_PREFIX_PATH=${prefix}" ${ARGN}
    OUTPUT_QUIET ERROR_VARIABLE message RESULT_VARIABLE code)
  string(REGEX REPLACE "[ \n]+" " " message "${message}")
  string(FIND "${message}" "${text}" found)
  if(code EQUAL 0 OR found EQUAL -1)
    message(SEND_ERROR "${call}\nexpected: ${text}\nexit code ${code}: ${message}")
  endif()
endfunction()

refuse("builds wasm and this build is for" "se2_add_plugin(p plugin.cpp)")
refuse("names no source" "se2_add_plugin(p)" "${wasm}")
refuse("the profiles are minimal, e2core and sat"
  "se2_add_plugin(p plugin.cpp PROFILE moon)" "${wasm}")
refuse("give a number of bytes" "se2_add_plugin(p plugin.cpp STACK_SIZE -1)" "${wasm}")
refuse("exclude each other"
  "se2_add_plugin(p plugin.cpp PROFILE minimal NO_EXCEPTIONS NATIVE_EXCEPTIONS)" "${wasm}")
refuse("no engine of profile e2core has wasm exceptions"
  "se2_add_plugin(p plugin.cpp NATIVE_EXCEPTIONS)" "${wasm}")
refuse("pybind11 throws" "se2_add_plugin(p plugin.cpp PYTHON NO_EXCEPTIONS)" "${wasm}")
refuse("needs clang 16 or later"
  "set(CMAKE_CXX_COMPILER_VERSION 15.0.7)\nse2_add_plugin(p plugin.cpp)" "${wasm}")
refuse("needs clang 19 or later"
  "set(CMAKE_CXX_COMPILER_VERSION 16.0.6)\nse2_add_plugin(p plugin.cpp PYTHON)" "${wasm}")
refuse("names no script" "se2_add_python_plugin(p)")
refuse("unknown: MOON" "se2_add_python_plugin(p SCRIPT plugin.py MOON)")
refuse("wants both" "se2_add_bundle(b TENANT com.example)")
refuse("no target is called p before it" "se2_add_bundle(b TENANT com.example MODULES p)")
refuse("names no WASI SDK" "" "${wasm}" "-DWASI_SDK_PATH=${SCRATCH}")

# The version of pybind11 is read in its headers.
foreach(version 2.9.2 3.0.2)
  string(REPLACE "." ";" numbers "${version}")
  list(GET numbers 0 major)
  list(GET numbers 1 minor)
  list(GET numbers 2 micro)
  set(folder "${SCRATCH}/pybind11-${version}")
  file(WRITE "${folder}/pybind11/detail/common.h" "#define PYBIND11_VERSION_MAJOR ${major}\n"
    "#define PYBIND11_VERSION_MINOR ${minor}\n#define PYBIND11_VERSION_PATCH ${micro}\n")
  refuse("pybind11 ${version} in" "se2_add_plugin(p plugin.cpp PYTHON)" "${wasm}"
    "-DSE2_PYBIND11_DIR=${folder}")
endforeach()
