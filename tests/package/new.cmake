# SPDX-License-Identifier: Apache-2.0
# tests/package/new.cmake: projects that se2-new writes are built, run and tested, from a prefix
#
# Expects SOURCE, the source tree; BUILD, its build; SCRATCH, a folder to work in; and NODE.
file(REMOVE_RECURSE "${SCRATCH}")
file(MAKE_DIRECTORY "${SCRATCH}")
include("${CMAKE_CURRENT_LIST_DIR}/steps.cmake")

set(prefix "${SCRATCH}/prefix")
run("${CMAKE_COMMAND}" --install "${BUILD}" --prefix "${prefix}")
set(ENV{SE2_PREFIX} "${prefix}")
set(ENV{PATH} "${prefix}/bin:$ENV{PATH}")

# write(<project> [--python]): a project, in which what its README.md shows is done
function(write project)
  run("${prefix}/bin/se2-new" "${SCRATCH}/${project}" ${ARGN})
  run("${CMAKE_COMMAND}" -E chdir "${SCRATCH}/${project}"
    "${NODE}" "${CMAKE_CURRENT_LIST_DIR}/document.mjs" README.md)
endfunction()

write(greeter)
write(greeter-py --python)
foreach(plugin greeter/build/debug/greeter greeter-py/build/greeter-py)
  expect("Hello, world!" "${prefix}/bin/se2-run" "${SCRATCH}/${plugin}.wasm" --payload world)
endforeach()

foreach(project greeter greeter-py)
  foreach(file .gitignore .github/workflows/ci.yml .vscode/settings.json README.md)
    if(NOT EXISTS "${SCRATCH}/${project}/${file}")
      message(FATAL_ERROR "${project} has no ${file}")
    endif()
  endforeach()
  file(GLOB_RECURSE files LIST_DIRECTORIES false "${SCRATCH}/${project}/*.*")
  list(FILTER files EXCLUDE REGEX "/build/")
  foreach(file IN LISTS files)
    file(READ "${file}" text)
    if(text MATCHES "@NAME@")
      message(FATAL_ERROR "${file} has a name that was not put in")
    endif()
  endforeach()
endforeach()

# A folder with something in it stays as it is.
execute_process(COMMAND "${prefix}/bin/se2-new" "${SCRATCH}/greeter" --python
  RESULT_VARIABLE code ERROR_VARIABLE message)
if(NOT code EQUAL 2 OR NOT message MATCHES "there is something in it"
    OR EXISTS "${SCRATCH}/greeter/plugin.py")
  message(FATAL_ERROR "a project was written over another: exit code ${code}, ${message}")
endif()
