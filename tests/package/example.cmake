# SPDX-License-Identifier: Apache-2.0
# tests/package/example.cmake: runs PLUGIN on PAYLOAD and compares with the file EXPECTED
execute_process(COMMAND "${RUN}" "${PLUGIN}" --payload "${PAYLOAD}"
  OUTPUT_VARIABLE output COMMAND_ERROR_IS_FATAL ANY)
file(READ "${EXPECTED}" expected)
if(NOT output STREQUAL expected)
  message(FATAL_ERROR "expected: ${expected}\nanswered: ${output}")
endif()
