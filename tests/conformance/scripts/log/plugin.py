# SPDX-License-Identifier: Apache-2.0
# tests/conformance/scripts/log/plugin.py: what reaches the host's log; the payload names a function
import logging
import os
import sys
import warnings

import sdk

import broken

print("printed while packing")
logging.basicConfig(level=logging.INFO, format="%(name)s: %(message)s")
log = logging.getLogger("own")


def run_e(payload):
    return globals()[payload]()


def printed():
    print("one", 2)
    print("two\nlines")
    print("careful", file=sys.stderr)
    return "printed"


def unfinished():
    print("no", end="")
    sys.stderr.write("not")
    print(" end", end="")
    return "unfinished"


def written():
    os.write(1, b"out\n\xff")
    os.write(2, b"err\n")
    return "written"


def levels():
    log.debug("never")
    log.info("i")
    log.warning("w")
    log.error("e\nof two lines")
    return "levels"


def host_log():
    sdk.log.error("e")
    sdk.log.warn("w")
    sdk.log.info("i")
    sdk.log.debug("d")
    return "host_log"


def warned():
    warnings.warn("old")
    return "warned"


def traceback():
    broken.work()


def chained():
    try:
        broken.work()
    except ValueError as error:
        raise KeyError("outer") from error


def logged_exception():
    try:
        broken.work()
    except ValueError:
        log.exception("failed")
    return "logged"


def error():
    raise sdk.Error(404, "no such thing")


def library():
    logging.getLevelName()


def endless():
    return [endless()]


def compiled():
    exec(compile("1 / 0", "<made up>", "exec"))


def long_chain():
    last = None
    for _ in range(5000):
        error = KeyError("link")
        error.__cause__ = last
        last = error
    raise last
