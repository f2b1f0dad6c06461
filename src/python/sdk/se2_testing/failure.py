# SPDX-License-Identifier: Apache-2.0
# se2_testing/failure.py: a Python exception in words (src/python/failure.hpp)

from __future__ import annotations

import io
import os
import sys
from types import TracebackType

import sdk
from sdk import Error
from sdk._arguments import as_text, type_name
from sdk._run import Run, name_in_plugin

_OWN_FOLDERS = (os.path.dirname(sdk.__file__), os.path.dirname(__file__))


def summary(exception: BaseException) -> bytes:
    """The last line of a traceback: "ValueError: text"."""
    name = type_name(type(exception))
    try:
        text = str(exception)
    except BaseException:
        text = "<exception str() failed>"
    return as_text("message", f"{name}: {text}" if text else name)


def fail(run: Run, exception: BaseException) -> None:
    """Replies with the exception: an sdk.Error as the error it is, others as error 500."""
    if isinstance(exception, Error):
        code = getattr(exception, "code", None)
        message = getattr(exception, "message", None)
        if isinstance(code, int) and isinstance(message, str):
            run.fail(code, as_text("message", message))
            return
    run.fail(500, summary(exception))


def explain_import(exception: BaseException) -> bytes:
    """What kept plugin.py from being imported: "plugin.py, line 3: NameError: ..."."""
    if isinstance(exception, SyntaxError):
        where = _place(exception.filename, exception.lineno)
        if where:
            return f"{where}: {type_name(type(exception))}: {exception.msg}".encode()
    where = _origin(exception.__traceback__)
    return (f"{where}: ".encode() if where else b"") + summary(exception)


def traceback_of(exception: BaseException) -> str:
    """What Python prints for the exception where this double is none of Python's code."""
    for each in _chain_of(exception):
        each.__traceback__ = _without_own_frames(each.__traceback__)
    stderr, sys.stderr = sys.stderr, io.StringIO()
    try:
        sys.__excepthook__(type(exception), exception, exception.__traceback__)
        return sys.stderr.getvalue()
    finally:
        sys.stderr = stderr


def _chain_of(exception: BaseException) -> list[BaseException]:
    chain: list[BaseException] = []
    pending: list[BaseException | None] = [exception]
    while pending:
        each = pending.pop()
        if each is not None and each not in chain:
            chain.append(each)
            pending += [each.__cause__, each.__context__]
    return chain


def _without_own_frames(trace: TracebackType | None) -> TracebackType | None:
    frames = []
    while trace is not None:
        if os.path.dirname(trace.tb_frame.f_code.co_filename) not in _OWN_FOLDERS:
            frames.append(trace)
        trace = trace.tb_next
    for outer, inner in zip(frames, [*frames[1:], None]):
        outer.tb_next = inner
    return frames[0] if frames else None


def _place(file: object, line: object) -> str:
    name = name_in_plugin(file) if isinstance(file, str) else ""
    return f"{name}, line {line}" if name and line is not None else name


def _origin(trace: TracebackType | None) -> str:
    """The innermost line of the plugin's own that the exception came through."""
    innermost = ""
    while trace is not None:
        here = _place(trace.tb_frame.f_code.co_filename, trace.tb_lineno)
        innermost = here or innermost
        trace = trace.tb_next
    return innermost
