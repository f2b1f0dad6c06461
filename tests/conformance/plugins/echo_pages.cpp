// SPDX-License-Identifier: Apache-2.0
// tests/conformance/plugins/echo_pages.cpp: the payload, unchanged, without an allocator
#include <se2/plugin.hpp>

static std::string_view echo(std::string_view payload) { return payload; }
SE2_EXPORT(se2::guest<echo, se2::page_memory>)
