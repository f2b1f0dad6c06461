// plugin.cpp: the plugin
#include "greeting.hpp"

SE2_PLUGIN(greet)
