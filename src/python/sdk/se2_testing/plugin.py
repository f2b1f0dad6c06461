# SPDX-License-Identifier: Apache-2.0
# se2_testing/plugin.py: an instance of a plugin, as a host has it (src/python/plugin.cpp)

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from os import PathLike
from types import ModuleType
from typing import NoReturn

from sdk import Error
from sdk._arguments import bytes_of, type_name
from sdk._run import Run, state
from se2_testing.console import Console
from se2_testing.entry_point import EntryPoint, entry_point_of, find_entry_point
from se2_testing.failure import explain_import, fail, summary, traceback_of
from se2_testing.imports import Imports

_ENDS = ("_exit", "abort")  # of os
_HIGHEST_LIMIT = 1000  # of recursion, in a guest


class Plugin:
    """An instance of a plugin, whose state lasts from run to run, as on hosts of profile sat.

    plugin: the path of a plugin.py, which the first run imports, with the modules beside it as its
    own; or a module or a run_e that the test has imported, and may have changed.
    """

    def __init__(self, plugin: str | PathLike[str] | ModuleType | Callable[..., object]) -> None:
        self._console = Console()
        self._entry: EntryPoint | None = None
        self._problem = b""
        self._is_started = False
        self._is_lost = False
        self._violations: list[str] = []
        self._find: Callable[[], EntryPoint]
        if isinstance(plugin, ModuleType):
            folder = os.path.dirname(os.path.abspath(plugin.__file__ or ""))
            self._imports = Imports(folder, is_fresh=False)
            self._find = lambda: find_entry_point(plugin)
        elif isinstance(plugin, (str, PathLike)):
            folder, file = os.path.split(os.path.abspath(plugin))
            if not os.path.exists(plugin):
                raise FileNotFoundError(f"no plugin {file} in {folder}")
            self._imports = Imports(folder, is_fresh=True)
            self._find = lambda: find_entry_point(__import__(file.removesuffix(".py")))
        else:
            self._imports = Imports("", is_fresh=False)
            self._find = lambda: entry_point_of(plugin)

    def run(self, run: Run, payload: bytes) -> list[str]:
        """For se2_testing.Host: answers a payload, and gives the rules that were broken."""
        self._violations = []
        has_log = run.host.profile != "minimal"
        with self._imports.in_place(), self._console.in_place(has_log), self._within_bounds():
            try:
                if not self._is_started:
                    self._start()
                state.run = run
                self._console.send_kept()
                self._answer(run, payload)
                self._console.finish()
            finally:
                state.run = None
        return self._violations

    def _start(self) -> None:
        self._is_started = True
        try:
            self._entry = self._find()
        except Error as why:
            self._problem = why.message.encode()
            self._console.report(why.message)
        except BaseException as exception:
            self._problem = explain_import(exception)
            self._console.report(traceback_of(exception))
        self._console.finish()

    def _answer(self, run: Run, payload: bytes) -> None:
        if self._is_lost:
            run.fail(500, b"instance lost: an earlier run trapped")
            return
        if self._entry is None:
            run.fail(500, self._problem)
            return
        argument: str | bytes = payload
        if not self._entry.takes_bytes:
            try:
                argument = payload.decode("utf-8")
            except UnicodeDecodeError as error:
                run.fail(400, _not_utf8(payload, error.start))
                return
        arguments = (argument, run.ident) if self._entry.takes_ident else (argument,)
        try:
            output = self._entry.function(*arguments)
        except BaseException as exception:
            fail(run, exception)
            self._console.report(traceback_of(exception))
        else:
            self._reply_with(output, run)

    def _reply_with(self, output: object, run: Run) -> None:
        if output is None:
            run.fail(
                500, b"run_e returned None and never called sdk.return_result or sdk.return_error"
            )
            return
        kind = type_name(type(output))
        try:
            content = bytes_of(output)
        except BaseException as exception:
            problem = f"run_e returned {kind} that cannot be sent: ".encode() + summary(exception)
        else:
            problem = f"run_e returned {kind}; expected str, bytes or None".encode()
            if content is not None:
                if not run.reply(content):
                    told = f"run_e returned {kind} after a reply through sdk"
                    self._console.report(f"{told}; the first reply stands")
                return
        if not run.fail(500, problem):
            self._console.report(problem.decode())

    @contextlib.contextmanager
    def _within_bounds(self) -> Iterator[None]:
        """What would end the process, which is the test's, ends the instance."""
        limit = sys.getrecursionlimit()
        functions = {(os, name): getattr(os, name) for name in _ENDS}
        functions[sys, "setrecursionlimit"] = set_limit = sys.setrecursionlimit
        for name in _ENDS:
            setattr(os, name, self._end(name))
        sys.setrecursionlimit = lambda wanted: set_limit(min(wanted, _HIGHEST_LIMIT))
        try:
            yield
        finally:
            for (module, name), function in functions.items():
                setattr(module, name, function)
            set_limit(limit)

    def _end(self, name: str) -> Callable[..., NoReturn]:
        def end(*_: object) -> NoReturn:
            self._is_lost = True
            told = f"{name}() was called"
            if state.run is None:
                self._violations.append(f"start-up failed: {told}: such a plugin does not load")
            elif not state.run.fail(500, told.encode()) and state.run.has_result:
                self._violations.append(f"{told} after a result: the real host drops it")
            self._console.close()
            raise _Ended(told)

        return end


class _Ended(BaseException):
    """The instance has trapped."""


def _not_utf8(payload: bytes, offset: int) -> bytes:
    return (
        f"payload is not UTF-8: byte 0x{payload[offset]:02x} at offset {offset}; "
        "annotate run_e's payload as bytes to receive it raw"
    ).encode()
