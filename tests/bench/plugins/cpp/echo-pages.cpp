// SPDX-License-Identifier: Apache-2.0
// tests/bench/plugins/cpp/echo-pages.cpp: answers the payload, which has one buffer of its own
#include <se2/plugin.hpp>

std::string_view echo(std::string_view payload) { return payload; }
SE2_EXPORT(se2::guest<echo, se2::page_memory>)
