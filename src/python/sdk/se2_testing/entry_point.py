# SPDX-License-Identifier: Apache-2.0
# se2_testing/entry_point.py: run_e, and how it wants to be called (src/python/entry_point.hpp)

from __future__ import annotations

import inspect
from collections.abc import Callable
from types import ModuleType
from typing import Any, NamedTuple

from sdk import Error
from sdk._arguments import type_name
from sdk._run import name_in_plugin

_FORMS = "define run_e(payload, ident) or run_e(payload)"
_KINDS = {
    "a coroutine function": inspect.iscoroutinefunction,
    "an async generator function": inspect.isasyncgenfunction,
    "a generator function": inspect.isgeneratorfunction,
}
_POSITIONAL = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)


class EntryPoint(NamedTuple):
    function: Callable[..., object]
    takes_ident: bool
    takes_bytes: bool


def find_entry_point(module: ModuleType) -> EntryPoint:
    """Looks at `run_e` of the module. Raises sdk.Error where there is none that could be called."""
    if not hasattr(module, "run_e"):
        raise Error(500, f"{_file_of(module, '__file__')} has no run_e: {_FORMS}")
    return entry_point_of(module.run_e)


def entry_point_of(run_e: object) -> EntryPoint:
    if not callable(run_e):
        kind = type_name(type(run_e))
        raise _refusal(run_e, f"is of type {kind} and cannot be called; {_FORMS}")
    for kind, is_one in _KINDS.items():
        if is_one(run_e) or is_one(type(run_e).__call__):
            raise _refusal(run_e, f"is {kind}; make it a function that returns the result")
    try:
        parameters = [*inspect.signature(run_e).parameters.values()]
    except ValueError:  # a built-in that does not tell
        return EntryPoint(run_e, takes_ident=False, takes_bytes=False)
    positional = [one for one in parameters if one.kind in _POSITIONAL]
    variadic = [one for one in parameters if one.kind is inspect.Parameter.VAR_POSITIONAL]
    required = sum(one.default is one.empty for one in positional)
    if not positional and not variadic:
        raise _refusal(run_e, f"takes no argument; {_FORMS}")
    if required > 2:
        raise _refusal(run_e, f"takes {required} arguments; {_FORMS}")
    if any(one.kind is one.KEYWORD_ONLY and one.default is one.empty for one in parameters):
        raise _refusal(run_e, f"needs a keyword-only argument; {_FORMS}")
    first = (*positional, *variadic)[0]
    takes_ident = len(positional) > 1 or bool(variadic)
    return EntryPoint(run_e, takes_ident, _means_bytes(first.annotation))


def _means_bytes(annotation: object) -> bool:
    """As the type, or as a string, which `from __future__ import annotations` makes of it."""
    if isinstance(annotation, str):
        return annotation.translate({ord(unit): None for unit in "'\" "}) == "bytes"
    return annotation is bytes


def _file_of(owner: object, attribute: str) -> str:
    file = getattr(owner, attribute, None)
    return (name_in_plugin(file) if isinstance(file, str) else "") or "plugin.py"


def _refusal(run_e: Any, what: str) -> Error:
    code = getattr(run_e, "__code__", None)
    where = _file_of(code, "co_filename")
    if code is not None:
        where += f", line {code.co_firstlineno}"
    return Error(500, f"{where}: run_e {what}")
