# SPDX-License-Identifier: Apache-2.0
# src/python/packing/guest/finish.py: evaluated in the instance to be packed, last of all
#
# `argument`: the built-in modules to leave out, one a line. `forget_builtins` and `wake_with` are
# those of packing.cpp.
import gc
import sys


def library_module(name, attribute):
    """The module if it was imported, and is the library's, not one of the plugin's own."""
    module = sys.modules.get(name)
    return module if hasattr(module, attribute) else None


def awakening(generators):
    """A function for the first run of each instance, or None where nothing needs one."""
    uuid = library_module('uuid', '_last_timestamp')
    logging = library_module('logging', '_startTime')
    if not (generators or uuid or logging):
        return None

    def wake():
        for generator in generators:
            generator.seed()
        if uuid:
            uuid._node = uuid._last_timestamp = None
        if logging:
            logging._startTime = logging.time.time()

    return wake


gc.collect()
wake = awakening(sys._se2_generators.release())
del sys._se2_generators
if wake:
    wake_with(wake)
forget_builtins(argument.split())
del wake
gc.collect()
gc.freeze()
result = []
