// SPDX-License-Identifier: Apache-2.0
// src/python/host_log.hpp: the host's log, or what stands in for it where the profile has none
#pragma once

#include <se2/host/log.hpp>

#include <string_view>

#include "profile.hpp"

namespace se2::python {

/// One entry of the log, inside a run; without a log, a line of stderr.
void write_host_log(log::level level, std::string_view message);

}  // namespace se2::python
