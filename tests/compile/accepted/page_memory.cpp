// SPDX-License-Identifier: Apache-2.0
// tests/compile/accepted/page_memory.cpp: SE2_EXPORT with a memory policy
#include <se2/plugin.hpp>

std::string_view handle(std::string_view payload) { return payload; }
SE2_EXPORT(se2::guest<handle, se2::page_memory>)
