# SPDX-License-Identifier: Apache-2.0
# sdk/__init__.pyi: the built-in module `sdk`, what the SE2 host offers a Python plugin
"""What the SE2 host offers a plugin.

Its functions can be used inside run_e alone: only there is a run to speak for. Elsewhere, as at
import time, each raises HostError, which names the line.

The modules in it are for hosts of profile e2core and sat, and cache, database, graphql, secret and
static_file for those of sat; to name one on another host is an AttributeError. log is everywhere:
where a host has no log, its entries go to stderr.
"""

from collections.abc import Iterable
from typing import SupportsIndex, TypeAlias

from _typeshed import ReadableBuffer, SupportsItems

from sdk import cache as cache
from sdk import database as database
from sdk import graphql as graphql
from sdk import http as http
from sdk import log as log
from sdk import request as request
from sdk import response as response
from sdk import secret as secret
from sdk import static_file as static_file

# A str, which goes as UTF-8, or the bytes of a bytes-like object. TypeError for another type,
# UnicodeEncodeError for a lone surrogate.
_Bytes: TypeAlias = str | ReadableBuffer
_Pairs: TypeAlias = SupportsItems[_Bytes, _Bytes] | Iterable[tuple[_Bytes, _Bytes]]

class Error(Exception):
    """Raised out of run_e, it is the run's reply: an error with this code and message.

    The code becomes the status of the HTTP response. Hosts pass on codes from 400 to 599; another
    becomes 500 and part of the message.

        raise sdk.Error(404, f"no such word: {word}")
    """

    code: int
    message: str
    def __init__(self, code: int, message: str) -> None: ...

class HostError(RuntimeError):
    """A function of the host that failed, with the host's text, or was called outside a run."""

class HTTPStatusError(HostError):
    """An answer to a request of sdk.http whose status is not one from 200 to 299.

    Its text is the status and the beginning of the body.
    """

    status: int
    body: bytes
    def __init__(self, status: int, body: bytes) -> None: ...

def return_result(result: _Bytes, ident: SupportsIndex | None = None) -> bool:
    """Replies with a str or bytes-like result, which the host copies at once.

    A run has one reply: True if this was it, False if there was one already, which stands. A run_e
    that replied so returns None. ident: the one that run_e got, or nothing; ValueError for another
    run's.
    """

def return_error(code: SupportsIndex, message: _Bytes, ident: SupportsIndex | None = None) -> bool:
    """Replies with an error: an HTTP status from 400 to 599, and a text.

    Another code becomes 500 and part of the message. What of the message is not UTF-8 arrives as
    U+FFFD, a lone surrogate as an escape. The answer and ident are as of return_result.
    """

def ident() -> int:
    """The host's number for this run, at least 0: what run_e gets as its second argument."""
