// SPDX-License-Identifier: Apache-2.0
// src/python/fatal.cpp: Py_FatalError replies to the host before it ends the run
//
// Linked with --wrap for both functions. What CPython does of old, a report on stderr and abort(),
// follows the reply.

#include <se2/execution.hpp>

#include <cstdarg>
#include <cstdio>

extern "C" {

[[noreturn]] void __real__Py_FatalErrorFunc(const char* function, const char* message);

[[noreturn]] void __wrap__Py_FatalErrorFunc(const char* function, const char* message) {
  char text[512];
  std::snprintf(text, sizeof text, "Python: fatal error in %s: %s",
                function != nullptr ? function : "C code",
                message != nullptr ? message : "no message");
  if (auto* const run = se2::execution::current()) run->fail(500, text);
  __real__Py_FatalErrorFunc(function, message);
}

[[noreturn]] void __wrap__Py_FatalErrorFormat(const char* function, const char* format, ...) {
  char message[400];
  va_list values;
  va_start(values, format);
  std::vsnprintf(message, sizeof message, format, values);
  va_end(values);
  __wrap__Py_FatalErrorFunc(function, message);
}

}  // extern "C"
