# SPDX-License-Identifier: Apache-2.0
# tests/package/imports.cmake: se2_test_imports

# se2_test_imports(<plugin> [<function>...]): the plugin imports the replies, these functions of the
# host, and nothing else.
function(se2_test_imports plugin)
  _se2_module_of(module ${plugin})
  add_test(NAME imports.${plugin} COMMAND ${SE2_NODE}
    "${PROJECT_SOURCE_DIR}/tests/package/imports.mjs" "${module}"
    return_result return_error ${ARGN})
endfunction()
