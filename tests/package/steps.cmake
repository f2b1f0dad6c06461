# SPDX-License-Identifier: Apache-2.0
# tests/package/steps.cmake: the steps that tests of packages are made of
#
# Expects SOURCE, the source tree.

# run(<word>...): a command that has to succeed
function(run)
  execute_process(COMMAND ${ARGN} OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
endfunction()

# expect(<line> <word>...): a command that has to answer that line
function(expect line)
  execute_process(COMMAND ${ARGN} OUTPUT_VARIABLE output COMMAND_ERROR_IS_FATAL ANY)
  if(NOT output STREQUAL "${line}\n")
    list(JOIN ARGN " " command)
    message(FATAL_ERROR "${command}\nexpected: ${line}\nanswered: ${output}")
  endif()
endfunction()

# build_hello(<build folder> <option of cmake>...): hello of the examples, as a project of its own
function(build_hello build)
  run("${CMAKE_COMMAND}" -S "${SOURCE}/examples/hello" -B "${build}" ${ARGN})
  run("${CMAKE_COMMAND}" --build "${build}")
endfunction()
