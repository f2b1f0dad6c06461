# SPDX-License-Identifier: Apache-2.0
# se2_testing/report.py: what a host knows after one run (se2/testing/report.hpp)

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from sdk._levels import Level
from se2_testing.request import Request


class Error(NamedTuple):
    """An error, as it reached the host."""

    code: int
    message: str


class LogEntry(NamedTuple):
    level: Level
    message: str


@dataclass
class FetchedRequest:
    """A request that the plugin made with sdk.http; its headers' names are in lower case."""

    method: str
    url: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass
class Report:
    """What a host knows after one run.

    outcome: how the run ended; "violation" where a plugin in wasm would have been the end of its
    instance, and the reply lost.
    output: the result. error: of code 0 where there is none.
    log: in the order of writing; print, warnings and logging are in there.
    response_headers: none with an error, where hosts drop them.
    fetched: in the order of sending. request: as the plugin left it.
    violations: each rule broken: what happened and what the real host would do.
    """

    outcome: Literal["result", "error", "violation"] = "violation"
    output: bytes = b""
    error: Error = Error(0, "")
    log: list[LogEntry] = field(default_factory=list)
    response_headers: dict[str, str] = field(default_factory=dict)
    fetched: list[FetchedRequest] = field(default_factory=list)
    request: Request = field(default_factory=Request)
    violations: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The output, as UTF-8."""
        return self.output.decode("utf-8")
