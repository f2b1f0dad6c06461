# SPDX-License-Identifier: Apache-2.0
# tests/package/channels.cmake: the Debian package, the source archive and the npm package, each
# installed into an empty place and used
#
# Expects SOURCE, the source tree; BUILD, its build; and SCRATCH, a folder to work in.
file(REMOVE_RECURSE "${SCRATCH}")
file(MAKE_DIRECTORY "${SCRATCH}")
include("${CMAKE_CURRENT_LIST_DIR}/steps.cmake")

# one_of(<result> <glob>): the one file of that name
function(one_of result pattern)
  file(GLOB found "${pattern}")
  list(LENGTH found count)
  if(NOT count EQUAL 1)
    message(FATAL_ERROR "one ${pattern} is wanted, and there are ${count}: ${found}")
  endif()
  set(${result} "${found}" PARENT_SCOPE)
endfunction()

# libse2-dev, in a root with nothing in it. With make, cpack would build everything first.
run("${CMAKE_CPACK_COMMAND}" --config "${BUILD}/CPackConfig.cmake" -B "${SCRATCH}"
  -D CPACK_CMAKE_GENERATOR=Ninja)
one_of(package "${SCRATCH}/libse2-dev_*_all.deb")
set(root "${SCRATCH}/root")
file(MAKE_DIRECTORY "${root}/var/lib/dpkg/info" "${root}/var/lib/dpkg/updates")
file(TOUCH "${root}/var/lib/dpkg/status")
run(unshare --map-root-user dpkg --root=${root} --log=/dev/null --force-depends --install "${package}")
build_hello("${SCRATCH}/debian" "-DCMAKE_PREFIX_PATH=${root}/usr"
  "-DCMAKE_TOOLCHAIN_FILE=${root}/usr/lib/cmake/se2/wasi-toolchain.cmake")
expect("Hello, world!" "${root}/usr/bin/se2-run" "${SCRATCH}/debian/hello.wasm" --payload world)

# The npm package that is in it, with nothing but Node at hand.
set(app "${SCRATCH}/app")
find_program(node NAMES node nodejs REQUIRED)
find_program(npm npm REQUIRED)
cmake_path(GET node PARENT_PATH node_folder)
set(ENV{PATH} "${node_folder}:/usr/bin:/bin")
file(WRITE "${app}/package.json" "{}")
file(WRITE "${app}/plugin.py" "def run_e(payload):\n    return payload[::-1]\n")
run("${CMAKE_COMMAND}" -E chdir "${app}"
  "${npm}" install --offline --no-audit --no-fund "${root}/usr/share/se2/se2-tools.tgz")
run("${CMAKE_COMMAND}" -E chdir "${app}" npx --no se2-pack plugin.py -o plugin.wasm)
expect(cba "${CMAKE_COMMAND}" -E chdir "${app}" npx --no se2-run plugin.wasm --payload abc)
run("${CMAKE_COMMAND}" -E chdir "${app}" npx --no se2-new greeter --python)
run("${CMAKE_COMMAND}" -E chdir "${app}" npx --no se2-pack greeter/plugin.py -o greeter.wasm)

# The source archive: what it has builds, and is as good as what it was made of.
run("${CMAKE_CPACK_COMMAND}" --config "${BUILD}/CPackSourceConfig.cmake" -B "${SCRATCH}"
  -D CPACK_CMAKE_GENERATOR=Ninja)
one_of(archive "${SCRATCH}/se2-*.tar.gz")
file(ARCHIVE_EXTRACT INPUT "${archive}" DESTINATION "${SCRATCH}/extracted")
one_of(source "${SCRATCH}/extracted/*")
run("${CMAKE_COMMAND}" -S "${source}" -B "${SCRATCH}/build"
  -DSE2_PYTHON=OFF -DSE2_BUILD_TESTS=OFF -DSE2_BUILD_EXAMPLES=OFF)
run("${CMAKE_COMMAND}" --build "${SCRATCH}/build")
run("${CMAKE_COMMAND}" --install "${SCRATCH}/build" --prefix "${SCRATCH}/prefix")
build_hello("${SCRATCH}/from-source" "-DCMAKE_PREFIX_PATH=${SCRATCH}/prefix"
  "-DCMAKE_TOOLCHAIN_FILE=${SCRATCH}/prefix/lib/cmake/se2/wasi-toolchain.cmake")
expect("Hello, world!"
  "${SCRATCH}/prefix/bin/se2-run" "${SCRATCH}/from-source/hello.wasm" --payload world)
