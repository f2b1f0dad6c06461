// SPDX-License-Identifier: Apache-2.0
// src/python/profile.hpp: the host profile that this runtime is built for
#pragma once

namespace se2::python {

/// Each has what the one before it has.
enum class profile { minimal, e2core, sat };

inline constexpr auto own_profile = profile::SE2_PYTHON_PROFILE;

/// Whether the host has a log; those of profiles `e2core` and `sat` discard stdout and stderr.
inline constexpr bool has_host_log = own_profile >= profile::e2core;

}  // namespace se2::python
