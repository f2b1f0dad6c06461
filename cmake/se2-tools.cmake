# SPDX-License-Identifier: Apache-2.0
# cmake/se2-tools.cmake: the tools as they are installed (bin/, lib/se2/), staged in the build tree
#
# Sets SE2_LIB_DIR, the folder that is lib/se2 when installed. A sub-build is given the one of the
# build around it.

if(SE2_LIB_DIR)
  return()
endif()

find_program(SE2_NODE NAMES node nodejs DOC "Node.js, 18.20 or later")
find_program(SE2_NPM NAMES npm DOC "npm, which brings the tools' packages")
if(NOT SE2_NODE OR NOT SE2_NPM)
  message(FATAL_ERROR
    "se2's tools need Node.js 18.20 or later with npm, and one of them is not on the PATH. "
    "On Debian 12: cmake/setup/bootstrap.sh, or apt-get install nodejs npm.")
endif()

set(SE2_STAGE_DIR "${PROJECT_BINARY_DIR}/stage")
set(SE2_LIB_DIR "${SE2_STAGE_DIR}/lib/se2")

set(se2_packages "${SE2_LIB_DIR}/node_modules/.package-lock.json")
add_custom_command(OUTPUT "${se2_packages}"
  COMMAND ${CMAKE_COMMAND} -E copy package.json package-lock.json "${SE2_LIB_DIR}"
  COMMAND ${CMAKE_COMMAND} -E chdir "${SE2_LIB_DIR}"
    ${SE2_NPM} ci --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error
  COMMAND ${CMAKE_COMMAND} -E touch "${se2_packages}"
  WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}/src"
  DEPENDS src/package.json src/package-lock.json
  COMMENT "Fetching the tools' npm packages" VERBATIM)

file(GLOB se2_tool_sources CONFIGURE_DEPENDS RELATIVE "${PROJECT_SOURCE_DIR}/src"
  src/exceptions/*.mjs src/host/*.mjs src/tools/*.mjs)
set(se2_staged "${se2_packages}")
foreach(source IN LISTS se2_tool_sources)
  add_custom_command(OUTPUT "${SE2_LIB_DIR}/${source}"
    COMMAND ${CMAKE_COMMAND} -E copy "${source}" "${SE2_LIB_DIR}/${source}"
    WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}/src" DEPENDS "src/${source}" VERBATIM)
  list(APPEND se2_staged "${SE2_LIB_DIR}/${source}")
endforeach()
foreach(command se2-run)
  add_custom_command(OUTPUT "${SE2_STAGE_DIR}/bin/${command}"
    COMMAND ${CMAKE_COMMAND} -E copy "src/tools/${command}" "${SE2_STAGE_DIR}/bin/${command}"
    WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}" DEPENDS "src/tools/${command}" VERBATIM)
  list(APPEND se2_staged "${SE2_STAGE_DIR}/bin/${command}")
endforeach()
add_custom_target(se2_tools ALL DEPENDS ${se2_staged})
