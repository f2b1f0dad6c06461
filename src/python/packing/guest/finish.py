# SPDX-License-Identifier: Apache-2.0
# src/python/packing/guest/finish.py: evaluated in the instance to be packed, last of all
#
# `argument`: the built-in modules to leave out, one a line. `forget_builtins` and `wake_with` are
# those of packing.cpp.
import gc
import sys


def awakening(generators):
    """A function for the first run of each instance, or None where nothing needs one."""
    uuid = sys.modules.get('uuid')
    logging = sys.modules.get('logging')
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
