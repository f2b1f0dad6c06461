# SPDX-License-Identifier: Apache-2.0
# sdk/_run.py: the run in progress: its id and its one reply (se2/execution.hpp)

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Literal, TypeAlias

from sdk import HostError

if TYPE_CHECKING:
    from se2_testing import Host

Profile: TypeAlias = Literal["minimal", "e2core", "sat"]

# What hosts of lesser profiles lack, and the profiles that have it.
_OF_PROFILES = {
    **dict.fromkeys(("http", "request", "response"), ("e2core", "sat")),
    **dict.fromkeys(("cache", "database", "graphql", "secret", "static_file"), ("sat",)),
}
_LONGS = range(-(2**31), 2**31)


class Run:
    """The reply reaches the host as the first one only, in the form that hosts can bear."""

    def __init__(self, host: Host, ident: int) -> None:
        self.host = host
        self.ident = ident
        self.has_replied = False
        self.has_result = False

    def reply(self, output: bytes) -> bool:
        if not self._claim():
            return False
        self.has_result = True
        self.host.return_result(output)
        return True

    def fail(self, code: int, message: bytes) -> bool:
        if not self._claim():
            return False
        text = message.decode("utf-8", "replace")
        if code in range(400, 600):
            self.host.return_error(code, text or "no message")
        elif code in _LONGS:
            self.host.return_error(500, f"{code}: {text or 'no message'}")
        else:
            self.host.return_error(500, f"{code}: {text}")
        return True

    def _claim(self) -> bool:
        is_first = not self.has_replied
        self.has_replied = True
        return is_first


class State:
    """What of a plugin is in progress: a run, or its start, where there is none."""

    run: Run | None = None
    folder: str = ""


state = State()


def run_for(function: str) -> Run:
    """The run in progress. Outside one it raises HostError, which names the caller's line."""
    run = state.run
    if run is None:
        raise HostError(f"sdk.{function}() is only possible inside run_e{_calling_line()}")
    module = function.partition(".")[0]
    profiles = _OF_PROFILES.get(module)
    if profiles is not None and run.host.profile not in profiles:
        raise AttributeError(
            f"sdk.{module} is for hosts of profile {' and '.join(profiles)}; "
            "this Python is for others"
        )
    return run


def name_in_plugin(file: str) -> str:
    """A file as the plugin's author knows it, relative to its folder; "" where it is in none."""
    if not state.folder or not file.startswith(state.folder + os.sep):
        return ""
    return file[len(state.folder) + 1 :]


def _calling_line() -> str:
    own = os.path.dirname(__file__)
    frame = sys._getframe(1)
    while frame.f_back is not None and os.path.dirname(frame.f_code.co_filename) == own:
        frame = frame.f_back
    file = frame.f_code.co_filename
    return f" ({name_in_plugin(file) or file}, line {frame.f_lineno})"
