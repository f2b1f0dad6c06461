# SPDX-License-Identifier: Apache-2.0
# tests/package/documents.cmake: what the documents show is done: README.md from the top, as a new
# user would, and with what that has installed the others
#
# Expects SOURCE, the source tree; BUILD, its build; SCRATCH, a folder to work in; NODE; and CACHE,
# where bootstrap.sh keeps things.
file(REMOVE_RECURSE "${SCRATCH}")
include("${CMAKE_CURRENT_LIST_DIR}/steps.cmake")

# They have a home, a network, and with it ports, of their own; pip finds what bootstrap.sh fetched.
set(alone unshare --map-root-user --net sh -c "ip link set lo up && exec \"$@\"" sh)
file(SHA256 "${SOURCE}/tests/sdk/requirements.txt" fingerprint)
string(SUBSTRING "${fingerprint}" 0 16 fingerprint)
set(ENV{PIP_FIND_LINKS} "${CACHE}/packages/${fingerprint}/wheels")
set(ENV{PIP_NO_INDEX} 1)
cmake_path(GET CACHE PARENT_PATH caches)
set(ENV{XDG_CACHE_HOME} "${caches}")
set(ENV{HOME} "${SCRATCH}/home")
file(MAKE_DIRECTORY "${SCRATCH}/home")

# follow(<folder> <document> [<option of document.mjs>...]): in that folder of SCRATCH
function(follow folder file)
  file(MAKE_DIRECTORY "${SCRATCH}/${folder}")
  run(${alone} env "--chdir=${SCRATCH}/${folder}" "${NODE}"
    "${CMAKE_CURRENT_LIST_DIR}/document.mjs" "${SOURCE}/${file}" ${ARGN})
endfunction()

file(MAKE_DIRECTORY "${SCRATCH}/readme/se2")
file(CREATE_LINK "${SOURCE}/cmake" "${SCRATCH}/readme/se2/cmake" SYMBOLIC)
file(CREATE_LINK "${BUILD}" "${SCRATCH}/readme/se2/build" SYMBOLIC)
follow(readme README.md --done "cmake -S . -B build -DSE2_BUILD_TESTS=OFF -DSE2_BUILD_EXAMPLES=OFF"
  --done "cmake --build build --parallel \"$(nproc)\" && ")
set(ENV{PATH} "${SCRATCH}/home/se2/bin:$ENV{PATH}")

file(MAKE_DIRECTORY "${SCRATCH}/guide")
file(CREATE_LINK "${SOURCE}/examples" "${SCRATCH}/guide/examples" SYMBOLIC)
file(GLOB plugins "${BUILD}/wasm/examples/*/*.wasm")
foreach(plugin IN LISTS plugins)
  cmake_path(GET plugin FILENAME name)
  file(CREATE_LINK "${plugin}" "${SCRATCH}/guide/${name}" SYMBOLIC)
endforeach()
follow(guide examples/README.md)

file(GLOB_RECURSE documents RELATIVE "${SOURCE}" "${SOURCE}/include/*.md" "${SOURCE}/src/*.md")
list(FILTER documents EXCLUDE REGEX "^src/tools/new/") # new.cmake has projects made of those
foreach(file IN LISTS documents)
  string(MAKE_C_IDENTIFIER "${file}" folder)
  follow("${folder}" "${file}")
endforeach()
