# SPDX-License-Identifier: Apache-2.0
# tests/package/consumer.cmake: projects of their own, built against a prefix that was moved
#
# Expects BUILD, the build tree to install; SCRATCH, a folder to work in; EXAMPLES, with hello and
# tested-plugin in it; COMPILERS, of native programs.
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

# A plugin's unit test is native: an ordinary compiler, no toolchain file, sanitizers if one likes.
file(COPY "${EXAMPLES}/tested-plugin" DESTINATION "${SCRATCH}")
foreach(compiler IN LISTS COMPILERS)
  cmake_path(GET compiler FILENAME name)
  execute_process(
    COMMAND "${CMAKE_COMMAND}" -S "${SCRATCH}/tested-plugin" -B "${SCRATCH}/native-${name}"
      "-DCMAKE_PREFIX_PATH=${prefix}" "-DCMAKE_CXX_COMPILER=${compiler}"
      "-DCMAKE_CXX_FLAGS=-Wall -Wextra -Werror -fsanitize=address,undefined"
    OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
  execute_process(COMMAND "${CMAKE_COMMAND}" --build "${SCRATCH}/native-${name}"
    OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
  execute_process(COMMAND "${CMAKE_CTEST_COMMAND}" --test-dir "${SCRATCH}/native-${name}"
    --no-tests=error --output-on-failure OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
endforeach()

expect("Hello, world!" "${SCRATCH}/build/hello.wasm" --payload world)
execute_process(COMMAND "${prefix}/bin/se2-check" "${SCRATCH}/build/hello.wasm" --profile minimal
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
file(WRITE "${SCRATCH}/plugin/plugin.py" "def run_e(payload):\n    return payload[::-1]\n")
file(WRITE "${SCRATCH}/plugin/CMakeLists.txt" [[
cmake_minimum_required(VERSION 3.25)
project(consumer CXX)
find_package(se2 CONFIG REQUIRED)
se2_add_python_plugin(reverse SCRIPT plugin.py)
se2_add_python_plugin(every_option SCRIPT app/plugin.py ROOT app PROFILE minimal SITE packages
  INCLUDE colorsys EXCLUDE left_out DATA app/data.txt OPTIMIZE 1 WARM "warm;run")
se2_add_bundle(both TENANT com.example MODULES reverse every_option)
]])
file(WRITE "${SCRATCH}/plugin/app/plugin.py" [[
import importlib, installed
runs = []
def found(name):
    try:
        importlib.import_module(name)
    except ImportError:
        return 'no'
    return 'yes'
def run_e(payload):
    assert False
    runs.append(payload)
    return ' '.join([*runs, open('/plugin/data.txt').read(), installed.name,
                     *map(found, ('colorsys', 'left_out'))])
]])
file(WRITE "${SCRATCH}/plugin/app/data.txt" "data")
file(WRITE "${SCRATCH}/plugin/app/left_out.py" "")
file(WRITE "${SCRATCH}/plugin/packages/installed.py" "name = 'installed'\n")
execute_process(COMMAND "${CMAKE_COMMAND}" -S "${SCRATCH}/plugin" -B "${SCRATCH}/packed"
  "-DCMAKE_PREFIX_PATH=${prefix}" OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND "${CMAKE_COMMAND}" --build "${SCRATCH}/packed"
  OUTPUT_QUIET ERROR_QUIET COMMAND_ERROR_IS_FATAL ANY)
expect(cba "${SCRATCH}/packed/reverse.wasm" --payload abc)
set(every_option "${SCRATCH}/packed/every_option.wasm" --profile minimal --payload x)
expect("warm;run x data installed yes no" ${every_option})

execute_process(COMMAND "${CMAKE_COMMAND}" -E tar tf "${SCRATCH}/packed/both.wasm.zip"
  OUTPUT_VARIABLE bundled COMMAND_ERROR_IS_FATAL ANY)
if(NOT bundled STREQUAL "tenant.json\nreverse.wasm\nevery_option.wasm\n")
  message(FATAL_ERROR "the bundle has ${bundled}")
endif()
file(SHA256 "${SCRATCH}/packed/both.wasm.zip" bundle)

# A file that is carried has changed.
file(WRITE "${SCRATCH}/plugin/app/data.txt" "other data")
execute_process(COMMAND "${CMAKE_COMMAND}" --build "${SCRATCH}/packed"
  OUTPUT_QUIET ERROR_QUIET COMMAND_ERROR_IS_FATAL ANY)
expect("warm;run x other data installed yes no" ${every_option})
file(SHA256 "${SCRATCH}/packed/both.wasm.zip" other_bundle)
if(bundle STREQUAL other_bundle)
  message(FATAL_ERROR "a module has changed, and the bundle of it has not")
endif()
expect(cba --wrapper "${prefix}/lib/se2/se2-python-minimal.wasm" --plugin-root "${SCRATCH}/plugin"
  --python-usr-root "${prefix}/lib/se2" --payload abc)

foreach(file LICENSE THIRD_PARTY_NOTICES.md licenses/cpython.txt sdk/pyproject.toml)
  if(NOT EXISTS "${prefix}/share/se2/${file}")
    message(FATAL_ERROR "share/se2/${file} was not installed")
  endif()
endforeach()
execute_process(COMMAND "${prefix}/bin/se2-pack" --stubs "${SCRATCH}/typings"
  ERROR_QUIET COMMAND_ERROR_IS_FATAL ANY)
if(NOT EXISTS "${SCRATCH}/typings/sdk/__init__.pyi")
  message(FATAL_ERROR "the installed se2-pack writes no types")
endif()
