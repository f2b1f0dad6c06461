# SPDX-License-Identifier: Apache-2.0
# tests/package/example.cmake: runs PLUGIN on PAYLOAD; the last line must be the file EXPECTED
execute_process(COMMAND "${RUN}" "${PLUGIN}" --payload "${PAYLOAD}" ${OPTIONS}
  OUTPUT_VARIABLE output COMMAND_ERROR_IS_FATAL ANY)
file(READ "${EXPECTED}" expected)
string(REGEX REPLACE ".*\n([^\n]+\n)$" "\\1" answer "${output}")
if(NOT answer STREQUAL expected)
  message(FATAL_ERROR "expected: ${expected}\nanswered: ${output}")
endif()
