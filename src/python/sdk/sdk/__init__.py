# SPDX-License-Identifier: Apache-2.0
# sdk/__init__.py: a double of the built-in module `sdk`, over the host of se2_testing
"""A double of the module `sdk` of SE2 plugins, for tests on a host of se2_testing."""

from __future__ import annotations

from typing import SupportsIndex


class Error(Exception):
    code: int
    message: str

    def __init__(self, code: int, message: str) -> None:
        if not isinstance(code, int):
            raise TypeError(f"sdk.Error: code must be int, not {type(code).__name__}")
        if not isinstance(message, str):
            raise TypeError(f"sdk.Error: message must be str, not {type(message).__name__}")
        super().__init__(code, message)
        self.code = code
        self.message = message

    def __str__(self) -> str:
        return self.message


class HostError(RuntimeError):
    pass


class HTTPStatusError(HostError):
    status: int
    body: bytes

    def __init__(self, status: int, body: bytes) -> None:
        super().__init__(status, body)
        self.status = status
        self.body = body

    def __str__(self) -> str:
        text = self.body.decode("utf-8", "replace")
        return f'{self.status}: {text[:200]}{"..." if len(text) > 200 else ""}'


# What these have of this module is above.
from sdk import cache, database, graphql, http, log, request, response, secret, static_file
from sdk._arguments import Bytes, as_bytes, as_integer, as_text
from sdk._run import Run, run_for


def return_result(result: Bytes, ident: SupportsIndex | None = None) -> bool:
    run = run_for("return_result")
    output = as_bytes("result", result)
    _check_ident(run, ident)
    return run.reply(output)


def return_error(code: SupportsIndex, message: Bytes, ident: SupportsIndex | None = None) -> bool:
    run = run_for("return_error")
    number = as_integer("code", code)
    text = as_text("message", message)
    _check_ident(run, ident)
    return run.fail(number, text)


def ident() -> int:
    return run_for("ident").ident


def _check_ident(run: Run, ident: SupportsIndex | None) -> None:
    if ident is None:
        return
    given = as_integer("ident", ident)
    if given != run.ident:
        raise ValueError(f"ident {given} is not the current run's {run.ident}")
