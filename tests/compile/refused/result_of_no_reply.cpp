// SPDX-License-Identifier: Apache-2.0
// tests/compile/refused/result_of_no_reply.cpp: a result of what is no reply
#include <se2/plugin.hpp>

se2::result<int> handle(std::string_view) { return 0; }
SE2_PLUGIN(handle)
