# SPDX-License-Identifier: Apache-2.0
# tests/package/consumer.cmake: a project of its own, built against an installed prefix that was moved
#
# Expects BUILD, the build tree to install; SCRATCH, a folder to work in; EXAMPLES, whose hello is built.
# The Python plugin is packed by an ordinary native project.
set(prefix "${SCRATCH}/moved")
file(REMOVE_RECURSE "${SCRATCH}")
execute_process(COMMAND "${CMAKE_COMMAND}" --install "${BUILD}" --prefix "${SCRATCH}/installed"
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
file(RENAME "${SCRATCH}/installed" "${prefix}")
file(COPY "${EXAMPLES}/hello" DESTINATION "${SCRATCH}")

execute_process(
  COMMAND "${CMAKE_COMMAND}" -S "${SCRATCH}/hello" -B "${SCRATCH}/build"
    "-DCMAKE_PREFIX_PATH=${prefix}"
    "-DCMAKE_TOOLCHAIN_FILE=${prefix}/lib/cmake/se2/wasi-toolchain.cmake"
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND "${CMAKE_COMMAND}" --build "${SCRATCH}/build"
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)

# expect(<text> <argument of se2-run>...)
function(expect text)
  execute_process(COMMAND "${prefix}/bin/se2-run" ${ARGN}
    OUTPUT_VARIABLE output COMMAND_ERROR_IS_FATAL ANY)
  if(NOT output STREQUAL "${text}\n")
    message(FATAL_ERROR "expected: ${text}\nanswered: ${output}")
  endif()
endfunction()

expect("Hello, world!" "${SCRATCH}/build/hello.wasm" --payload world)
file(WRITE "${SCRATCH}/plugin/plugin.py" "def run_e(payload):\n    return payload[::-1]\n")
file(WRITE "${SCRATCH}/plugin/CMakeLists.txt" [[
cmake_minimum_required(VERSION 3.25)
project(consumer CXX)
find_package(se2 CONFIG REQUIRED)
se2_add_python_plugin(reverse SCRIPT plugin.py)
]])
execute_process(COMMAND "${CMAKE_COMMAND}" -S "${SCRATCH}/plugin" -B "${SCRATCH}/packed"
  "-DCMAKE_PREFIX_PATH=${prefix}" OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND "${CMAKE_COMMAND}" --build "${SCRATCH}/packed"
  OUTPUT_QUIET ERROR_QUIET COMMAND_ERROR_IS_FATAL ANY)
expect(cba "${SCRATCH}/packed/reverse.wasm" --payload abc)
expect(cba --wrapper "${prefix}/lib/se2/se2-python-minimal.wasm" --plugin-root "${SCRATCH}/plugin"
  --python-usr-root "${prefix}/lib/se2" --payload abc)

foreach(notice LICENSE THIRD_PARTY_NOTICES.md licenses/cpython.txt)
  if(NOT EXISTS "${prefix}/share/se2/${notice}")
    message(FATAL_ERROR "share/se2/${notice} was not installed")
  endif()
endforeach()
