# SPDX-License-Identifier: Apache-2.0
# cmake/se2-install.cmake: what goes where; the prefix may be moved afterwards
include(CMakePackageConfigHelpers)

set(package lib/cmake/se2)
install(TARGETS se2 se2_guest se2_testing EXPORT se2-targets FILE_SET headers DESTINATION include)
install(EXPORT se2-targets NAMESPACE se2:: DESTINATION ${package})
install(DIRECTORY include/se2/python DESTINATION include/se2)

# A plugin's project is wasm, its unit tests are native: one package serves both.
write_basic_package_version_file("${PROJECT_BINARY_DIR}/se2-config-version.cmake"
  COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
install(FILES
  "${PROJECT_BINARY_DIR}/se2-config-version.cmake"
  cmake/se2-config.cmake cmake/se2-functions.cmake cmake/wasi-toolchain.cmake
  DESTINATION ${package})
install(FILES cmake/Platform/WASI.cmake DESTINATION ${package}/Platform)

install(DIRECTORY "${SE2_STAGE_DIR}/bin" "${SE2_STAGE_DIR}/lib" "${SE2_STAGE_DIR}/share"
  DESTINATION . USE_SOURCE_PERMISSIONS REGEX "/(lib/se2/usr|__pycache__)$" EXCLUDE)
install(DIRECTORY src/exceptions/runtime DESTINATION lib/se2/exceptions
  PATTERN .clang-tidy EXCLUDE)
install(DIRECTORY src/memory DESTINATION lib/se2 PATTERN .clang-tidy EXCLUDE)
install(FILES LICENSE src/THIRD_PARTY_NOTICES.md DESTINATION share/se2)

if(SE2_PYTHON)
  install(CODE "
    execute_process(COMMAND \"${CMAKE_COMMAND}\" --install \"${SE2_WASM_DIR}\"
      --prefix \"\${CMAKE_INSTALL_PREFIX}\" COMMAND_ERROR_IS_FATAL ANY)
    set(PREFIX \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}\")
    set(VERSION \"${PROJECT_VERSION}\")
    set(SCRATCH \"${PROJECT_BINARY_DIR}/npm-package\")
    include(\"${PROJECT_SOURCE_DIR}/cmake/se2-npm-package.cmake\")")
endif()

include(cmake/se2-package.cmake)
