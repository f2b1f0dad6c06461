# SPDX-License-Identifier: Apache-2.0
# tests/conformance/scripts/ends/plugin.py: every way a run can end; the payload names a function
import io
import json
import os
import signal
import sys

import sdk

idents = []
try:
    sdk.return_result("early")
except RuntimeError as error:
    early = str(error)


def run_e(payload, ident):
    idents.append(ident)
    del idents[:-2]
    return globals()[payload](ident)


def answer(ident):
    return "alive"


def answer_bytes(ident):
    return b"\0alive\xff"


def reply(ident):
    sdk.return_result("replied", ident)


def reply_error(ident):
    sdk.return_error(404, "no such thing", ident)


# What is raised.


def value_error(ident):
    raise ValueError("text")


def sdk_error(ident):
    raise sdk.Error(418, "teapot")


def system_exit(ident):
    sys.exit(5)


def bare_system_exit(ident):
    raise SystemExit


def keyboard_interrupt(ident):
    raise KeyboardInterrupt


def generator_exit(ident):
    raise GeneratorExit("g")


def stop_iteration(ident):
    next(iter(()))


def stop_async_iteration(ident):
    raise StopAsyncIteration


def exception_group(ident):
    raise ExceptionGroup("two", [ValueError("a"), TypeError("b")])


def base_exception_group(ident):
    raise BaseExceptionGroup("two", [ValueError("a"), SystemExit(3)])


def assertion(ident):
    assert ident is None, "not None"


def no_exception(ident):
    raise "text"


def with_cause(ident):
    raise OSError("outer") from ValueError("inner")


def lone_surrogate_raised(ident):
    raise ValueError("\ud800")


class Own(Exception):
    pass


def own_class(ident):
    raise Own("x")


class Unprintable(Exception):
    def __str__(self):
        raise SystemExit

    __repr__ = __str__


def failing_str(ident):
    raise Unprintable


class Endless(Exception):
    def __str__(self):
        return str(self)


def endless_str(ident):
    raise Endless


class Replying(Exception):
    def __str__(self):
        sdk.return_result("by __str__")
        return "late"


def replying_str(ident):
    raise Replying


class Nameless(type):
    @property
    def __module__(cls):
        raise ValueError("no module")


class Strange(Exception, metaclass=Nameless):
    pass


def failing_class(ident):
    raise Strange("x")


class Finalized:
    def __del__(self):
        raise ValueError("in __del__")


def raise_in_del(ident):
    Finalized()
    return "alive"


def raise_in_finally(ident):
    try:
        return "lost"
    finally:
        raise KeyError("k")


def return_in_finally(ident):
    try:
        sys.exit(3)
    finally:
        return "alive"


# Memory and stacks that are out.


def out_of_memory(ident):
    bytearray(2**31 - 1)


def out_of_memory_by_text(ident):
    "x" * (2**31 - 100)


def fill_memory():
    """Takes nearly all of it, without a touch to most of it: 2 GiB of pages would be slow."""
    kept = []
    size = 1 << 26
    while size > 1 << 16:
        try:
            while True:
                kept.append(io.BufferedReader(io.BytesIO(), size))
        except MemoryError:
            size //= 2
    return kept


def out_of_memory_by_growth(ident):
    kept = fill_memory()
    while True:
        kept.append(bytearray(5000))


def out_of_memory_to_the_last_byte(ident):
    kept = fill_memory()
    size = 1 << 16
    while size > 0:
        try:
            while True:
                kept.append(bytearray(size))
        except MemoryError:
            size //= 2
    raise ValueError("no room")


def recursion(ident):
    recursion(ident)


def recursion_in_map(ident):
    return list(map(recursion_in_map, [ident]))


class Deep:
    def __getattr__(self, name):
        return getattr(Deep(), name)


def recursion_in_getattr(ident):
    return Deep().x


def recursion_in_repr(ident):
    nested = []
    for _ in range(5000):
        nested = [nested]
    return repr(nested)


def recursion_in_json(ident):
    json.loads("[" * 100000)


def chained(ident):
    yield from chained(ident)


def recursion_in_generator(ident):
    return list(chained(ident))


# Replies that are none, wrong, or more than one.


def none(ident):
    pass


def integer(ident):
    return 5


def lone_surrogate(ident):
    return "abc\ud800"


def lone_surrogate_by_sdk(ident):
    sdk.return_result("abc\ud800")


def reply_twice(ident):
    assert sdk.return_result("first") is True
    assert sdk.return_result("second", ident) is False


def reply_then_error(ident):
    sdk.return_result("first")
    assert sdk.return_error(500, "second", ident) is False


def error_then_reply(ident):
    sdk.return_error(404, "first")
    assert sdk.return_result("second") is False


def reply_then_return(ident):
    sdk.return_result("first")
    return "second"


def reply_then_raise(ident):
    sdk.return_result("first")
    raise ValueError("late")


def error_then_raise(ident):
    sdk.return_error(404, "first")
    raise sdk.Error(500, "late")


def reply_then_system_exit(ident):
    sdk.return_result("first")
    sys.exit(1)


def reply_then_recursion(ident):
    sdk.return_result("first")
    recursion(ident)


def stale_ident(ident):
    sdk.return_result("to an earlier run", idents[0] ^ 1 if idents[0] == ident else idents[0])


def outside_run(ident):
    return early


# What ends the instance as well.


def os_exit(ident):
    os._exit(3)


def os_abort(ident):
    os.abort()


def raised_signal(ident):
    signal.raise_signal(signal.SIGTERM)


def reply_then_os_exit(ident):
    sdk.return_result("lost")
    os._exit(0)


def error_then_os_exit(ident):
    sdk.return_error(404, "stands")
    os._exit(0)
