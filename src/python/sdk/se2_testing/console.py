# SPDX-License-Identifier: Apache-2.0
# se2_testing/console.py: stdout and stderr as lines of the host's log (src/python/stdio.hpp)

from __future__ import annotations

import contextlib
import io
import logging
import sys
import warnings
from collections.abc import Callable, Iterator
from typing import Any, TextIO

from sdk._levels import Level, level_of
from sdk._run import state
from se2_testing.failure import traceback_of

_LONGEST_LINE = 64 * 1024
_MOST_KEPT = 64 * 1024
_SIZE_OF_ENTRY = 16  # what the runtime keeps besides the text
_STREAMS = ("stdout", "stderr", "__stdout__", "__stderr__")


class Console:
    """An instance's stdout, stderr and logging, in place while it runs on a host that has a log.

    Each line becomes an entry: of level info from stdout, warn from stderr, or of the record that
    logging writes. What is written outside runs is kept, up to 64 KiB, for the next one.
    """

    def __init__(self) -> None:
        self._out = _Lines(self, "info")
        self._err = _Lines(self, "warn")
        out = _text_stream(self._out, "surrogateescape")
        err = _text_stream(self._err, "backslashreplace")
        self._streams: list[Any] = [out, err, out, err]
        self._handlers: list[logging.Handler] = []
        self.level: Level | None = None
        """Of what is written now, to whichever stream."""
        self._kept: list[tuple[Level, bytes]] = []
        self._size_of_kept = 0
        self._lost = 0
        self._has_log = True
        self._is_closed = False

    @contextlib.contextmanager
    def in_place(self, has_log: bool) -> Iterator[None]:
        self._has_log = has_log
        if not has_log:
            yield
            return
        streams = [getattr(sys, name) for name in _STREAMS]
        handlers = logging.root.handlers[:]
        handle = logging.Handler.handle
        with warnings.catch_warnings():
            # A test may record its own; the plugin's go to stderr.
            warnings.showwarning = _show_warning
            _set_streams(self._streams)
            logging.root.handlers[:] = self._handlers
            setattr(logging.Handler, "handle", self._with_level(handle))
            try:
                yield
            finally:
                setattr(logging.Handler, "handle", handle)
                self._handlers, logging.root.handlers[:] = logging.root.handlers[:], handlers
                self._streams = [getattr(sys, name) for name in _STREAMS]
                _set_streams(streams)

    def _with_level(self, handle: Callable[..., bool]) -> Callable[..., bool]:
        """A method that gives what is written while a record is handled the record's level."""

        def handle_with_level(handler: logging.Handler, record: logging.LogRecord) -> bool:
            before = self.level
            if isinstance(record.levelno, int):
                self.level = level_of(record.levelno)
            try:
                return handle(handler, record)
            finally:
                self.level = before

        return handle_with_level

    def report(self, text: str) -> None:
        """For the plugin's developer: one entry of level error, or lines of stderr."""
        text = text.removesuffix("\n")
        if self._has_log:
            self.finish()
            self.add("error", text.encode("utf-8", "backslashreplace"))
        elif not self._is_closed:
            print(text, file=sys.stderr)

    def send_kept(self) -> None:
        kept, self._kept = self._kept, []
        for level, message in kept:
            self.add(level, message)
        if self._lost:
            text = f"{self._lost} more entries from outside a run were left out"
            self.add("warn", text.encode())
        self._size_of_kept = self._lost = 0

    def finish(self) -> None:
        """Sends the lines that have no end yet: the run is over."""
        for stream in (sys.stdout, sys.stderr):
            try:
                if stream is not None:
                    stream.flush()
            except BaseException as exception:
                text = f"Exception ignored in: {stream!r}\n{traceback_of(exception)}"
                self._err.write(text.encode("utf-8", "backslashreplace"))
        self._out.finish()
        self._err.finish()

    def close(self) -> None:
        """The instance has trapped: what it had not finished is lost."""
        self._is_closed = True

    def add(self, level: Level, message: bytes) -> None:
        """One entry."""
        if self._is_closed:
            return
        if state.run is not None:
            state.run.host.log_msg(level, message)
        elif self._size_of_kept + len(message) > _MOST_KEPT:
            self._lost += 1
        else:
            self._kept.append((level, message))
            self._size_of_kept += len(message) + _SIZE_OF_ENTRY


class _Lines(io.RawIOBase):
    """Takes bytes and adds the lines in them to a console; one above 64 KiB in pieces."""

    def __init__(self, console: Console, level: Level) -> None:
        self._console = console
        self._level = self._level_of_rest = level
        self._rest = b""

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        content = bytes(data)
        self._level_of_rest = self._console.level or self._level
        *lines, rest = (self._rest + content).split(b"\n")
        for line in lines:
            self._add(self._cut(line))
        self._rest = self._cut(rest)
        return len(content)

    def finish(self) -> None:
        if self._rest:
            self._add(self._rest)
        self._rest = b""

    def _add(self, line: bytes) -> None:
        self._console.add(self._level_of_rest, line)

    def _cut(self, line: bytes) -> bytes:
        """Adds what is too long, up to a whole character, and gives the rest."""
        while len(line) > _LONGEST_LINE:
            near_end = range(_LONGEST_LINE, _LONGEST_LINE - 4, -1)
            end = next((at for at in near_end if line[at] & 0xC0 != 0x80), _LONGEST_LINE)
            self._add(line[:end])
            line = line[end:]
        return line


def _text_stream(lines: _Lines, errors: str) -> io.TextIOWrapper:
    buffer = io.BufferedWriter(lines)
    return io.TextIOWrapper(buffer, encoding="utf-8", errors=errors, line_buffering=True)


def _set_streams(streams: list[Any]) -> None:
    for name, stream in zip(_STREAMS, streams):
        setattr(sys, name, stream)


def _show_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    text = warnings.formatwarning(message, category, filename, lineno, line)
    print(text, end="", file=file or sys.stderr)
