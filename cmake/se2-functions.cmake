# SPDX-License-Identifier: Apache-2.0
# cmake/se2-functions.cmake: se2_add_plugin, se2_add_python_plugin and se2_add_bundle
#
# Expects SE2_LIB_DIR (the tools) and SE2_SOURCE_DIR (exceptions/runtime, memory, python), which are the
# same folder once installed.

if(NOT SE2_SOURCE_DIR)
  set(SE2_SOURCE_DIR "${CMAKE_CURRENT_LIST_DIR}/../src")
endif()

# What they expect is found from any folder of a project: se2 remembers it when all of it is set.
function(_se2_remember_folders)
  foreach(folder SE2_LIB_DIR SE2_SOURCE_DIR SE2_LIBPYTHON_ROOT SE2_PYBIND11_DIR)
    set_property(GLOBAL PROPERTY ${folder} "${${folder}}")
  endforeach()
endfunction()
macro(_se2_recall_folders)
  foreach(folder SE2_LIB_DIR SE2_SOURCE_DIR SE2_LIBPYTHON_ROOT SE2_PYBIND11_DIR)
    if(NOT ${folder})
      get_property(${folder} GLOBAL PROPERTY ${folder})
    endif()
  endforeach()
endmacro()

# The exception runtime, compiled with the consumer's compiler.
function(_se2_add_exception_runtime)
  if(TARGET se2_exceptions)
    return()
  endif()
  file(GLOB sources "${SE2_SOURCE_DIR}/exceptions/runtime/*.cpp")
  add_library(se2_exceptions STATIC EXCLUDE_FROM_ALL ${sources})
  target_link_libraries(se2_exceptions PRIVATE se2::se2)
  target_compile_options(se2_exceptions PRIVATE -Oz -fwasm-exceptions -fno-lto)
endfunction()

# The small allocator, likewise. It is linked before the C library, whose own then stays out.
function(_se2_add_small_malloc)
  if(TARGET se2_small_malloc)
    return()
  endif()
  add_library(se2_small_malloc STATIC EXCLUDE_FROM_ALL "${SE2_SOURCE_DIR}/memory/small_malloc.cpp")
  target_link_libraries(se2_small_malloc PRIVATE se2::se2)
  target_compile_options(se2_small_malloc PRIVATE -Oz -fno-exceptions -fno-lto)
endfunction()

# Later versions use std::mutex, which wasi-libc has none of where there are no threads.
function(_se2_check_pybind11)
  set(header "${SE2_PYBIND11_DIR}/pybind11/detail/common.h")
  if(NOT EXISTS "${header}")
    message(FATAL_ERROR "SE2_PYBIND11_DIR holds no pybind11: there is no ${header}")
  endif()
  file(STRINGS "${header}" lines REGEX "define PYBIND11_VERSION_(MAJOR|MINOR|MICRO|PATCH) +[0-9]")
  string(REGEX REPLACE "[^;]*(MAJOR|MINOR|MICRO|PATCH) +([0-9]+)[^;]*" "\\2" version "${lines}")
  list(SUBLIST version 0 3 version) # 3.0 has both MICRO and PATCH
  list(JOIN version "." version)
  if(version VERSION_LESS 2.10 OR version VERSION_GREATER 3.0.1)
    message(FATAL_ERROR
      "pybind11 ${version} in ${SE2_PYBIND11_DIR} does not compile for WASI: 2.10 to 3.0.1 do. "
      "Name the folder of such a one's headers with -DSE2_PYBIND11_DIR=...")
  endif()
endfunction()

# se2::python: the adapter's sources, for the plugin's own flags, over the libpython and the pybind11
# that SE2_LIBPYTHON_ROOT and SE2_PYBIND11_DIR name.
function(_se2_add_python)
  if(TARGET se2::python)
    return()
  endif()
  find_package(PkgConfig REQUIRED)
  file(GLOB package_dirs "${SE2_LIBPYTHON_ROOT}/lib/wasm32-wasi*/pkgconfig")
  set(ENV{PKG_CONFIG_LIBDIR} "${package_dirs}")
  set(ENV{PKG_CONFIG_SYSROOT_DIR} "")
  unset(__pkg_config_checked_se2_libpython CACHE) # the root may have changed since the last time
  pkg_check_modules(se2_libpython REQUIRED libpython3.11)

  _se2_check_pybind11()

  file(GLOB sources CONFIGURE_DEPENDS "${SE2_SOURCE_DIR}/python/*.cpp")
  list(FILTER sources EXCLUDE REGEX "/runtime\\.cpp$")
  # One translation unit: most of a source's compile time is reading pybind11.
  list(TRANSFORM sources REPLACE "(.+)" "#include \"\\1\"\n")
  string(CONCAT includes ${sources})
  set(unit "${CMAKE_CURRENT_BINARY_DIR}/se2_python.cpp")
  file(CONFIGURE OUTPUT "${unit}" CONTENT "${includes}" @ONLY)
  add_library(se2::python INTERFACE IMPORTED GLOBAL)
  set_target_properties(se2::python PROPERTIES INTERFACE_SOURCES "${unit}")
  target_include_directories(se2::python SYSTEM INTERFACE
    ${se2_libpython_INCLUDE_DIRS} "${SE2_PYBIND11_DIR}")
  # pybind11 wants hidden symbols; a fatal error of CPython's becomes the run's error.
  target_compile_options(se2::python INTERFACE -fvisibility=hidden)
  target_link_options(se2::python INTERFACE
    -Wl,--wrap=_Py_FatalErrorFunc -Wl,--wrap=_Py_FatalErrorFormat -Wl,--wrap=sbrk)
  target_link_libraries(se2::python INTERFACE se2::guest ${se2_libpython_LDFLAGS})
endfunction()

# se2_add_plugin(<name> <source>...
#                [PROFILE minimal|e2core|sat]         the hosts it is for; e2core by default
#                [NO_EXCEPTIONS | NATIVE_EXCEPTIONS]  without, or with those of the engine (PROFILE minimal)
#                [ALLOCATOR small]                    8 KB less; see src/memory/README.md
#                [STACK_SIZE <bytes>]                 the shadow stack; 524288 by default
#                [PYTHON])                            links the Python adapter; the stack is 1 MiB then
#
# Builds <name>.wasm, an SE2 plugin for any host of the profile, which se2-check makes sure of. try
# and catch work on engines that have no exceptions. <name>.debug.wasm beside it is the same module
# with names and, in DWARF, the lines of sources: se2-run tells by it where a trap was. In a build of
# type Debug wasm-opt does not run, and all of DWARF is there.
# With PYTHON, <name>.parts.json says what a plugin packed with it may leave out.
function(se2_add_plugin name)
  _se2_recall_folders()
  cmake_parse_arguments(PARSE_ARGV 1 arg "NO_EXCEPTIONS;NATIVE_EXCEPTIONS;PYTHON"
    "ALLOCATOR;PROFILE;STACK_SIZE" "")
  if(NOT CMAKE_SYSTEM_NAME STREQUAL "WASI")
    message(FATAL_ERROR
      "se2_add_plugin(${name}) builds wasm and this build is for ${CMAKE_SYSTEM_NAME}. Configure "
      "with -DCMAKE_TOOLCHAIN_FILE=<prefix>/lib/cmake/se2/wasi-toolchain.cmake; native unit tests "
      "link se2::testing and don't call it.")
  endif()
  if(CMAKE_CXX_COMPILER_VERSION AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 16)
    message(FATAL_ERROR
      "se2_add_plugin(${name}) needs clang 16 or later, for C++23, and ${CMAKE_CXX_COMPILER} is "
      "${CMAKE_CXX_COMPILER_VERSION}. Set WASI_SDK_PATH to a wasi-sdk from 20 on.")
  endif()
  if(NOT arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "se2_add_plugin(${name}) names no source: se2_add_plugin(${name} ${name}.cpp)")
  endif()
  if(NOT arg_PROFILE)
    set(arg_PROFILE e2core)
  elseif(NOT arg_PROFILE MATCHES "^(minimal|e2core|sat)$")
    message(FATAL_ERROR
      "se2_add_plugin(${name} PROFILE ${arg_PROFILE}): the profiles are minimal, e2core and sat")
  endif()
  if(DEFINED arg_ALLOCATOR AND NOT arg_ALLOCATOR STREQUAL "small")
    message(FATAL_ERROR "se2_add_plugin(${name} ALLOCATOR ${arg_ALLOCATOR}): ALLOCATOR is small, or left "
      "out for the C library's")
  endif()
  if(arg_STACK_SIZE AND NOT arg_STACK_SIZE MATCHES "^[1-9][0-9]*$")
    message(FATAL_ERROR
      "se2_add_plugin(${name} STACK_SIZE ${arg_STACK_SIZE}): give a number of bytes, a multiple of 16")
  endif()
  if(arg_NO_EXCEPTIONS AND arg_NATIVE_EXCEPTIONS)
    message(FATAL_ERROR "se2_add_plugin(${name}): NO_EXCEPTIONS and NATIVE_EXCEPTIONS exclude each other")
  endif()
  if(arg_NATIVE_EXCEPTIONS AND NOT arg_PROFILE STREQUAL "minimal")
    message(FATAL_ERROR
      "se2_add_plugin(${name} NATIVE_EXCEPTIONS): no engine of profile ${arg_PROFILE} has wasm "
      "exceptions. Leave it out, try and catch work all the same; or say PROFILE minimal for a host "
      "of your own that has them.")
  endif()
  _se2_find_node("se2_add_plugin(${name})" "to finish and check what is linked")

  add_executable(${name} ${arg_UNPARSED_ARGUMENTS})
  set_target_properties(${name} PROPERTIES
    OUTPUT_NAME ${name} SUFFIX .wasm SE2_STACK_SIZE "${arg_STACK_SIZE}")
  target_link_libraries(${name} PRIVATE se2::guest)
  set(lower_options)
  set(optimize)
  set(parts)
  if(arg_PYTHON)
    if(arg_NO_EXCEPTIONS)
      message(FATAL_ERROR "se2_add_plugin(${name} PYTHON): pybind11 throws; leave out NO_EXCEPTIONS")
    endif()
    if(arg_ALLOCATOR)
      message(FATAL_ERROR "se2_add_plugin(${name} PYTHON): packing works on the heap of the C library; "
        "leave out ALLOCATOR")
    endif()
    if(CMAKE_CXX_COMPILER_VERSION AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 19)
      message(FATAL_ERROR
        "se2_add_plugin(${name} PYTHON) needs clang 19 or later, and ${CMAKE_CXX_COMPILER} is "
        "${CMAKE_CXX_COMPILER_VERSION}: wasm-ld 16 crashes on --emit-relocs, which says what a packed "
        "plugin may leave out. Set WASI_SDK_PATH to a wasi-sdk from 25 on.")
    endif()
    _se2_add_python()
    target_link_libraries(${name} PRIVATE se2::python)
    set(optimize NO_INLINING)
    target_compile_definitions(${name} PRIVATE SE2_PYTHON_PROFILE=${arg_PROFILE})
    if(NOT arg_STACK_SIZE)
      set_target_properties(${name} PROPERTIES SE2_STACK_SIZE 1048576)
    endif()
    # No exception passes through C: CPython's functions get no checks, told apart by the link map.
    set(link_map "${CMAKE_CURRENT_BINARY_DIR}/${name}.map")
    target_link_options(${name} PRIVATE "-Wl,-Map=${link_map}" -Wl,-u,se2_exception_barrier)
    set(lower_options --link-map "${link_map}" --barrier --exclude-archive libpython3.11.a
      --exclude-archive libexpat.a --exclude-archive libmpdec.a --exclude-archive libz.a)
    if(NOT arg_NATIVE_EXCEPTIONS) # lower.mjs takes the relocations out again
      # -O0 leaves the texts of each object together: whole pages of them go with what is left out.
      target_link_options(${name} PRIVATE -Wl,--emit-relocs -Wl,-O0)
      set(parts PARTS)
    endif()
  endif()
  if(arg_ALLOCATOR)
    _se2_add_small_malloc()
    target_link_libraries(${name} PRIVATE se2_small_malloc)
  endif()
  if(arg_NO_EXCEPTIONS)
    target_compile_options(${name} PRIVATE $<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions>)
  else()
    _se2_add_exception_runtime()
    target_compile_options(${name} PRIVATE $<$<COMPILE_LANGUAGE:CXX>:-fwasm-exceptions>)
    target_link_libraries(${name} PRIVATE se2_exceptions)
  endif()
  # For the lines of traps; at no cost in the module. DWARF 4 is what lower.mjs can move whole.
  target_compile_options(${name} PRIVATE $<IF:$<CONFIG:Debug>,-gdwarf-4,-gdwarf-5>
    $<$<NOT:$<CONFIG:Debug,RelWithDebInfo>>:-gline-tables-only>)
  if(arg_NO_EXCEPTIONS)
    _se2_finish(${name} ${optimize})
  elseif(arg_NATIVE_EXCEPTIONS)
    _se2_finish(${name} ${optimize} NATIVE)
  else()
    _se2_finish(${name} ${optimize} ${parts} LOWER ${lower_options})
  endif()
  add_custom_command(TARGET ${name} POST_BUILD
    COMMAND ${SE2_NODE} "${SE2_LIB_DIR}/tools/se2-check.mjs" "$<TARGET_FILE:${name}>"
      --profile ${arg_PROFILE} --quiet
    VERBATIM)
endfunction()

# se2_add_python_plugin(<name> SCRIPT <plugin.py>
#   [ROOT <folder>]            its folder, carried whole; else the modules it reaches are
#   [PROFILE minimal|e2core|sat]
#   [SITE <folder>...]         folders of packages, as pip --target makes them
#   [REQUIREMENTS <file>...]   packages for pip to fetch
#   [INCLUDE <module>...] [EXCLUDE <module or pattern>...] [DATA <file or folder>...]
#   [OPTIMIZE 0|1|2]           Python's -O level
#   [WARM <payload>]           what to run once before packing
#   [RUNTIME <target>]         a Python runtime of se2_add_plugin(... PYTHON)
#   [HOST_FILES] [ALLOW_LARGE])
#
# Builds <name>.wasm, a module that needs no files and no start-up, and rebuilds it when a file that it
# carries has changed. It takes no compiler: native builds can use it too. se2-pack --help says more.
function(se2_add_python_plugin name)
  _se2_recall_folders()
  cmake_parse_arguments(PARSE_ARGV 1 arg "HOST_FILES;ALLOW_LARGE"
    "SCRIPT;ROOT;PROFILE;OPTIMIZE;WARM;RUNTIME" "SITE;REQUIREMENTS;INCLUDE;EXCLUDE;DATA")
  if(NOT arg_SCRIPT)
    message(FATAL_ERROR
      "se2_add_python_plugin(${name}) names no script: se2_add_python_plugin(${name} SCRIPT plugin.py)")
  endif()
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "se2_add_python_plugin(${name}): unknown: ${arg_UNPARSED_ARGUMENTS}")
  endif()
  _se2_find_node("se2_add_python_plugin(${name})" "for se2-pack")

  set(output "${CMAKE_CURRENT_BINARY_DIR}/${name}.wasm")
  set(depfile "${CMAKE_CURRENT_BINARY_DIR}/${name}.d")
  set(options)
  foreach(keyword ROOT SITE REQUIREMENTS DATA)
    list(TRANSFORM arg_${keyword} REPLACE "^([^/].*)$" "${CMAKE_CURRENT_SOURCE_DIR}/\\1")
  endforeach()
  foreach(keyword ROOT PROFILE OPTIMIZE SITE INCLUDE EXCLUDE DATA)
    string(TOLOWER "--${keyword}" option)
    foreach(value IN LISTS arg_${keyword})
      list(APPEND options ${option} "${value}")
    endforeach()
  endforeach()
  foreach(file IN LISTS arg_REQUIREMENTS)
    list(APPEND options --requirement "${file}")
  endforeach()
  if(DEFINED arg_WARM)
    string(REPLACE ";" "\\;" payload "${arg_WARM}") # a payload is no list
    list(APPEND options "--warm=${payload}")
  endif()
  if(arg_HOST_FILES)
    list(APPEND options --host-files)
  endif()
  if(arg_ALLOW_LARGE)
    list(APPEND options --allow-large)
  endif()
  if(arg_RUNTIME)
    list(APPEND options --runtime "$<TARGET_FILE:${arg_RUNTIME}>")
  endif()
  cmake_path(ABSOLUTE_PATH arg_SCRIPT NORMALIZE)
  add_custom_command(OUTPUT "${output}"
    COMMAND ${SE2_NODE} "${SE2_LIB_DIR}/tools/se2-pack.mjs" "${arg_SCRIPT}" -o "${output}"
      --depfile "${depfile}" ${options}
    DEPENDS "${arg_SCRIPT}" ${arg_REQUIREMENTS} ${arg_RUNTIME}
    DEPFILE "${depfile}"
    COMMENT "Packing ${name}.wasm"
    VERBATIM)
  add_custom_target(${name} ALL DEPENDS "${output}")
  set_target_properties(${name} PROPERTIES SE2_MODULE "${output}")
  if(TARGET se2_runtimes)
    add_dependencies(${name} se2_runtimes)
  endif()
endfunction()

# se2_add_bundle(<name> TENANT <tenant> MODULES <target>...)
#
# Builds <name>.wasm.zip, what E2 Core 0.5 deploys, of plugins of se2_add_plugin and
# se2_add_python_plugin. They are called as their targets are, in the namespace "default" of a
# tenant such as com.example.
function(se2_add_bundle name)
  _se2_recall_folders()
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "TENANT" "MODULES")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "se2_add_bundle(${name}): unknown: ${arg_UNPARSED_ARGUMENTS}")
  endif()
  if(NOT arg_TENANT OR NOT arg_MODULES)
    message(FATAL_ERROR
      "se2_add_bundle(${name}) wants both: TENANT com.example MODULES target...")
  endif()
  _se2_find_node("se2_add_bundle(${name})" "for se2-pack")
  set(files)
  foreach(target IN LISTS arg_MODULES)
    if(NOT TARGET ${target})
      message(FATAL_ERROR "se2_add_bundle(${name}): no target is called ${target} before it")
    endif()
    _se2_module_of(file ${target})
    list(APPEND files "${file}")
  endforeach()
  set(output "${CMAKE_CURRENT_BINARY_DIR}/${name}.wasm.zip")
  add_custom_command(OUTPUT "${output}"
    COMMAND ${SE2_NODE} "${SE2_LIB_DIR}/tools/se2-pack.mjs" --bundle "${output}"
      --tenant "${arg_TENANT}" ${files}
    DEPENDS ${arg_MODULES} ${files}
    COMMENT "Bundling ${name}.wasm.zip"
    VERBATIM)
  add_custom_target(${name} ALL DEPENDS "${output}")
endfunction()

# _se2_module_of(<variable> <target>): the file of a plugin
function(_se2_module_of variable target)
  get_target_property(file ${target} SE2_MODULE)
  if(NOT file)
    set(file "$<TARGET_FILE:${target}>")
  endif()
  set(${variable} "${file}" PARENT_SCOPE)
endfunction()

# _se2_find_node(<caller> <what for>)
macro(_se2_find_node caller purpose)
  find_program(SE2_NODE NAMES node nodejs DOC "Node.js, 18.20 or later")
  if(NOT SE2_NODE)
    message(FATAL_ERROR
      "${caller} needs Node.js 18.20 or later ${purpose}, and there is no node on the PATH. Install "
      "it, or set SE2_NODE.")
  endif()
endmacro()

# _se2_finish(<target> [NO_INLINING] [PARTS] [NATIVE] [LOWER <option of lower.mjs>...]): what follows
# the link
function(_se2_finish name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "NO_INLINING;PARTS;NATIVE;LOWER" "" "")
  set(module "$<TARGET_FILE:${name}>")
  set(beside "$<TARGET_FILE_DIR:${name}>/${name}")
  set(linked "${beside}.linked.wasm")
  set(lines "${beside}.lines.map")
  set(step "${SE2_LIB_DIR}/debug/lines.mjs")
  if(arg_LOWER)
    set(step "${SE2_LIB_DIR}/exceptions/lower.mjs" ${arg_UNPARSED_ARGUMENTS})
  endif()
  set(commands
    COMMAND ${CMAKE_COMMAND} -E rename "${module}" "${linked}"
    COMMAND ${SE2_NODE} ${step} "${linked}" -o "${module}" --source-map "${lines}"
      "$<$<CONFIG:Debug>:--debug$<SEMICOLON>${beside}.debug.wasm>")
  find_program(SE2_WASM_OPT NAMES wasm-opt HINTS "${WASI_SDK_PATH}/bin" DOC "wasm-opt, of binaryen")
  if(SE2_WASM_OPT)
    set(options --enable-bulk-memory --enable-sign-ext --enable-nontrapping-float-to-int
      --enable-mutable-globals --enable-reference-types --enable-multivalue --enable-simd
      $<IF:$<CONFIG:Release>,-O3,-Oz>)
    if(arg_NATIVE)
      list(APPEND options --enable-exception-handling)
    endif()
    if(arg_NO_INLINING) # of a large module it takes half the time, and makes it no smaller or faster
      list(APPEND options -aimfs 0 -fimfs 0 -ocimfs 0)
    endif()
    # What is to be debugged stays as it was written.
    set(nothing ${CMAKE_COMMAND}$<SEMICOLON>-E$<SEMICOLON>true)
    list(APPEND commands COMMAND "$<IF:$<CONFIG:Debug>,${nothing},${SE2_WASM_OPT}>"
      ${options} -g -ism "${lines}" -osm "${beside}.final.map" "${module}" -o "${module}")
    set(lines "${beside}.$<IF:$<CONFIG:Debug>,lines,final>.map")
  else()
    message(STATUS "no wasm-opt (binaryen) on the PATH: ${name}.wasm will be larger than need be")
  endif()
  list(APPEND commands COMMAND ${SE2_NODE} "${SE2_LIB_DIR}/debug/split.mjs" "${module}"
    --source-map "${lines}" -o "${module}"
    "$<$<NOT:$<CONFIG:Debug>>:--debug$<SEMICOLON>${beside}.debug.wasm>")
  if(arg_PARTS)
    list(APPEND commands COMMAND ${SE2_NODE} "${SE2_LIB_DIR}/python/packing/reach.mjs"
      --linked "${linked}" "${module}" -o "${beside}.parts.json")
  endif()
  add_custom_command(TARGET ${name} POST_BUILD ${commands} VERBATIM COMMAND_EXPAND_LISTS)
  if(TARGET se2_tools)
    add_dependencies(${name} se2_tools)
  endif()
endfunction()
