# SPDX-License-Identifier: Apache-2.0
# tests/package/ways.cmake: the ways to se2 beside find_package (consumer.cmake); without a network
#
# Expects SOURCE, the source tree; BUILD, its build; SCRATCH, a folder to work in; and RUN, se2-run.
file(REMOVE_RECURSE "${SCRATCH}")
include("${CMAKE_CURRENT_LIST_DIR}/steps.cmake")
set(toolchain "-DCMAKE_TOOLCHAIN_FILE=${SOURCE}/cmake/wasi-toolchain.cmake")
set(hello "${SOURCE}/examples/hello/hello.cpp")

file(STRINGS "${BUILD}/wasm/CMakeCache.txt" sdk REGEX "^WASI_SDK_PATH:")
string(REGEX REPLACE ".*=" "" sdk "${sdk}")
set(ENV{WASI_SDK_PATH} "${sdk}")

# consume(<folder> <command that brings se2>): a project, and in a folder of it a plugin
function(consume name command)
  set(project "${SCRATCH}/${name}")
  file(WRITE "${project}/CMakeLists.txt"
    "cmake_minimum_required(VERSION 3.25)\nproject(consumer CXX)\n${command}\n"
    "add_subdirectory(plugins)\n")
  file(WRITE "${project}/plugins/CMakeLists.txt" "se2_add_plugin(hello \"${hello}\")\n")
  run("${CMAKE_COMMAND}" -S "${project}" -B "${project}/build" "${toolchain}")
  run("${CMAKE_COMMAND}" --build "${project}/build" --target hello)
  expect("Hello, world!" "${RUN}" "${project}/build/plugins/hello.wasm" --payload world)
endfunction()

# As a folder of the project.
consume(subdirectory "add_subdirectory(\"${SOURCE}\" se2)")

# As an archive that the project fetches.
set(archive "${SCRATCH}/se2.tar.gz")
run("${CMAKE_COMMAND}" -E chdir "${SOURCE}" "${CMAKE_COMMAND}" -E tar czf "${archive}"
  CMakeLists.txt LICENSE cmake include src)
consume(fetched "include(FetchContent)
FetchContent_Declare(se2 URL \"file://${archive}\" DOWNLOAD_EXTRACT_TIMESTAMP ON)
FetchContent_MakeAvailable(se2)")

# By hand, with an installed se2.
run("${CMAKE_COMMAND}" --install "${BUILD}" --prefix "${SCRATCH}/installed")
run("${SOURCE}/examples/hello/without-cmake.sh" "${SCRATCH}/installed" "${SCRATCH}/by-hand.wasm")
expect("Hello, world!" "${RUN}" "${SCRATCH}/by-hand.wasm" --payload world)

# Without a network: a project that was built before, and se2 itself, anew, on warm caches.
set(offline unshare --map-root-user --net)
file(TOUCH "${SCRATCH}/subdirectory/plugins/CMakeLists.txt")
run(${offline} "${CMAKE_COMMAND}" --build "${SCRATCH}/subdirectory/build" --target hello
  --clean-first)
expect("Hello, world!" "${RUN}" "${SCRATCH}/subdirectory/build/plugins/hello.wasm" --payload world)
run(${offline} "${CMAKE_COMMAND}" -S "${SOURCE}" -B "${SCRATCH}/anew"
  -DSE2_PYTHON=OFF -DSE2_BUILD_TESTS=OFF -DSE2_BUILD_EXAMPLES=OFF)
run(${offline} "${CMAKE_COMMAND}" --build "${SCRATCH}/anew")
run(${offline} "${CMAKE_COMMAND}" --install "${SCRATCH}/anew" --prefix "${SCRATCH}/installed-anew")
run("${SOURCE}/examples/hello/without-cmake.sh" "${SCRATCH}/installed-anew" "${SCRATCH}/anew.wasm")
expect("Hello, world!" "${RUN}" "${SCRATCH}/anew.wasm" --payload world)
