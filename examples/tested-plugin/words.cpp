// SPDX-License-Identifier: Apache-2.0
// examples/tested-plugin/words.cpp: the plugin around the handler of words.hpp
#include <se2/plugin.hpp>

#include "words.hpp"

SE2_PLUGIN(define)
