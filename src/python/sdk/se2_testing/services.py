# SPDX-License-Identifier: Apache-2.0
# se2_testing/services.py: what a test scripts of the services behind a host
# (se2/testing/services.hpp)

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

QueryType: TypeAlias = Literal["insert", "select", "update", "delete"]


class HttpAnswer(NamedTuple):
    """What a server answers. Where `failure` says something there was no answer, and it is the
    host's error text, as in "dial tcp: connection refused"."""

    status: int = 200
    body: str | bytes = b""
    failure: str = ""


class CacheEntry(NamedTuple):
    """An entry of the cache. It stays, whatever its time to live, which is 0 for no end."""

    value: str | bytes = b""
    seconds: int = 0


class DatabaseQuery(NamedTuple):
    """A query that the host's configuration names: how many variables it takes, and the JSON it
    gives."""

    type: QueryType = "select"
    variables: int = 0
    answer: str | bytes = b""


class DatabaseCall(NamedTuple):
    """A run of one: its name and its variables, in the order of adding."""

    name: str
    variables: list[tuple[str, str]]
