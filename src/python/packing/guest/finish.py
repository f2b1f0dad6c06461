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
noted, load = sys._se2_preparation
del sys._se2_preparation
sys.modules['_frozen_importlib']._find_and_load_unlocked = load
wake = awakening(noted.release())
if wake:
    wake_with(wake)
forget_builtins(argument.split())
del noted, load, wake
gc.collect()
gc.freeze()
result = []
