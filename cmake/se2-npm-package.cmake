# SPDX-License-Identifier: Apache-2.0
# cmake/se2-npm-package.cmake: makes share/se2/se2-tools.tgz of an installed PREFIX, of VERSION
#
# The tools with the Python runtimes, for npm to install: a Python author needs no compiler.
# SCRATCH is a folder of the build tree's, where every prefix has its own: installs may be at work
# side by side.
string(MD5 key "${PREFIX}")
string(APPEND SCRATCH "/${key}")
set(root "${SCRATCH}/package")
file(REMOVE_RECURSE "${SCRATCH}")

file(GLOB tools RELATIVE "${PREFIX}/bin" "${PREFIX}/bin/se2-*")
set(commands)
foreach(tool IN LISTS tools)
  # npm makes these commands, on systems without sh too.
  file(WRITE "${root}/bin/${tool}.mjs"
    "#!/usr/bin/env node\nimport '../lib/se2/tools/${tool}.mjs';\n")
  list(APPEND commands "    \"${tool}\": \"bin/${tool}.mjs\"")
endforeach()
list(JOIN commands ",\n" commands)

file(COPY "${PREFIX}/lib/se2" DESTINATION "${root}/lib"
  REGEX "/lib/se2/(libpython|pybind11|exceptions/runtime)$" EXCLUDE
  REGEX "/lib/se2/python/[^/]*[.][ch]pp$" EXCLUDE)
file(COPY "${PREFIX}/include/se2/version.hpp" DESTINATION "${root}/include/se2")
file(COPY "${PREFIX}/share/se2" DESTINATION "${root}/share" PATTERN "*.tgz" EXCLUDE)
file(COPY "${PREFIX}/share/se2/LICENSE" DESTINATION "${root}")
file(WRITE "${root}/README.md"
  "# se2-tools\n\nPacks, checks and runs SE2 plugins written in Python:\n\n"
  "```\nnpx se2-pack plugin.py -o plugin.wasm\nnpx se2-run plugin.wasm --payload TEXT\n```\n")
file(WRITE "${root}/package.json" "{
  \"name\": \"se2-tools\",
  \"version\": \"${VERSION}\",
  \"description\": \"Packs, checks and runs SE2 plugins written in Python\",
  \"license\": \"Apache-2.0\",
  \"engines\": { \"node\": \">=18.20\" },
  \"bin\": {
${commands}
  }
}
")

execute_process(
  COMMAND "${CMAKE_COMMAND}" -E tar czf "${PREFIX}/share/se2/se2-tools.tgz" --format=gnutar package
  WORKING_DIRECTORY "${SCRATCH}" COMMAND_ERROR_IS_FATAL ANY)
message(STATUS "Installing: ${PREFIX}/share/se2/se2-tools.tgz")
