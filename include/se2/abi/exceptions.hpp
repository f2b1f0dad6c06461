// SPDX-License-Identifier: Apache-2.0
// se2/abi/exceptions.hpp: what an exception that leaves a handler becomes
#pragma once

#include <se2/execution.hpp>

#if defined(__cpp_exceptions)

#include <typeinfo>

#if defined(__wasm__)

// By the exception runtime (src/exceptions), which every plugin with exceptions links. Asking it is
// smaller than a catch clause for each type.
extern "C" {
void* se2_exception_as(const std::type_info* type) noexcept;
const char* se2_exception_text() noexcept;
void se2_exception_reset() noexcept;
}

namespace se2::abi {

/// Forgets the exceptions of a run that a trap cut short.
inline void reset_exceptions() { se2_exception_reset(); }

/// Fails with the exception being handled: an `se2::error` as it is, a `std::exception` with its
/// `what()`, another with the name of its type.
inline void fail_with_exception(execution& run) {
  if (const auto* const why = static_cast<error*>(se2_exception_as(&typeid(error)))) {
    run.fail(*why);
  } else {
    run.fail(500, se2_exception_text());
  }
}

}  // namespace se2::abi

#else

#include <cxxabi.h>

#include <cstdlib>
#include <exception>
#include <memory>
#include <string>

namespace se2::abi {

inline void reset_exceptions() {}

inline std::string exception_type_name() {
  const char* const mangled = ::abi::__cxa_current_exception_type()->name();
  const std::unique_ptr<char, decltype(&std::free)> name(
      ::abi::__cxa_demangle(mangled, nullptr, nullptr, nullptr), std::free);
  return name != nullptr ? name.get() : mangled;
}

inline void fail_with_exception(execution& run) {
  try {
    throw;
  } catch (const error& why) {
    run.fail(why);
  } catch (const std::exception& why) {
    run.fail(500, why.what());
  } catch (...) {
    run.fail(500, "uncaught exception of type " + exception_type_name());
  }
}

}  // namespace se2::abi

#endif

#endif
