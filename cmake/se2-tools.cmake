# SPDX-License-Identifier: Apache-2.0
# cmake/se2-tools.cmake: the tools as they are installed (bin/, lib/se2/), staged in the build tree
#
# Sets SE2_LIB_DIR, the folder that is lib/se2 when installed. A sub-build is given the one of the
# build around it.

find_program(SE2_NODE NAMES node nodejs DOC "Node.js, 18.20 or later")
if(NOT SE2_NODE)
  message(FATAL_ERROR
    "se2's tools need Node.js 18.20 or later, and there is no node on the PATH. "
    "On Debian 12: cmake/setup/bootstrap.sh, or apt-get install nodejs.")
endif()
if(SE2_LIB_DIR)
  return()
endif()

set(SE2_STAGE_DIR "${PROJECT_BINARY_DIR}/stage")
set(SE2_LIB_DIR "${SE2_STAGE_DIR}/lib/se2")
set(se2_staged)

# se2_stage(<folder of the sources> <folder in the stage> <file>...)
function(se2_stage from to)
  foreach(file IN LISTS ARGN)
    set(copy "${SE2_STAGE_DIR}/${to}/${file}")
    add_custom_command(OUTPUT "${copy}"
      COMMAND ${CMAKE_COMMAND} -E copy "${PROJECT_SOURCE_DIR}/${from}/${file}" "${copy}"
      DEPENDS "${from}/${file}" VERBATIM)
    list(APPEND se2_staged "${copy}")
  endforeach()
  set(se2_staged "${se2_staged}" PARENT_SCOPE)
endfunction()

file(GLOB se2_modules CONFIGURE_DEPENDS RELATIVE "${PROJECT_SOURCE_DIR}/src"
  src/check/*.mjs src/debug/*.mjs src/debug/*.wat src/exceptions/*.mjs src/host/*.mjs
  src/python/packing/*.mjs src/python/packing/guest/*.py
  src/python/packing/guest/se2_packing/*.py src/tools/*.mjs)
se2_stage(src lib/se2 package.json ${se2_modules})
se2_stage(src/tools bin se2-run se2-pack se2-check se2-new)
se2_stage(include/se2 include/se2 version.hpp) # se2-run --version reads it

# What se2-pack --stubs writes, and pip installs.
file(GLOB_RECURSE se2_sdk CONFIGURE_DEPENDS RELATIVE "${PROJECT_SOURCE_DIR}/src/python/sdk"
  src/python/sdk/*.py src/python/sdk/*.pyi src/python/sdk/py.typed)
se2_stage(src/python/sdk share/se2/sdk ${se2_sdk})
configure_file(src/python/sdk/pyproject.toml.in
  "${SE2_STAGE_DIR}/share/se2/sdk/pyproject.toml" @ONLY)

# What se2-new writes.
file(GLOB_RECURSE se2_new CONFIGURE_DEPENDS RELATIVE "${PROJECT_SOURCE_DIR}/src/tools/new"
  src/tools/new/*)
se2_stage(src/tools/new share/se2/new ${se2_new})

# What the tools need from npm.
find_program(SE2_NPM NAMES npm REQUIRED DOC "npm, which brings the packages of the tools")
set(SE2_NPM_DIR "${PROJECT_BINARY_DIR}/npm")
file(MAKE_DIRECTORY "${SE2_NPM_DIR}")
set(codec @jridgewell/sourcemap-codec)
set(se2_npm_files
  ${codec}/package.json ${codec}/LICENSE ${codec}/dist/sourcemap-codec.mjs
  fflate/package.json fflate/LICENSE fflate/esm/index.mjs
  wabt/package.json wabt/LICENSE wabt/index.js)
list(TRANSFORM se2_npm_files PREPEND "${SE2_NPM_DIR}/node_modules/" OUTPUT_VARIABLE se2_npm_fetched)
add_custom_command(OUTPUT ${se2_npm_fetched}
  COMMAND ${CMAKE_COMMAND} -E copy "${PROJECT_SOURCE_DIR}/src/package.json"
    "${PROJECT_SOURCE_DIR}/src/package-lock.json" "${SE2_NPM_DIR}"
  COMMAND ${CMAKE_COMMAND} -E chdir "${SE2_NPM_DIR}"
    ${SE2_NPM} ci --prefer-offline --ignore-scripts --no-audit --no-fund
    --loglevel=error
  DEPENDS "${PROJECT_SOURCE_DIR}/src/package.json" "${PROJECT_SOURCE_DIR}/src/package-lock.json"
  COMMENT "Fetching what the tools need from npm" VERBATIM)
foreach(file IN LISTS se2_npm_files)
  set(copy "${SE2_LIB_DIR}/node_modules/${file}")
  set(from "${SE2_NPM_DIR}/node_modules/${file}")
  add_custom_command(OUTPUT "${copy}" COMMAND ${CMAKE_COMMAND} -E copy "${from}" "${copy}"
    DEPENDS "${from}" VERBATIM)
  list(APPEND se2_staged "${copy}")
endforeach()
add_custom_target(se2_tools ALL DEPENDS ${se2_staged})
