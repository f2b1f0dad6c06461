# SPDX-License-Identifier: Apache-2.0
# sdk/database.py: the queries that the host's operator has named (se2/host/database.hpp)

from __future__ import annotations

from typing import TYPE_CHECKING

from sdk._answers import content_of
from sdk._arguments import Bytes, Pairs, as_bytes, as_pairs
from sdk._run import run_for

if TYPE_CHECKING:
    from se2_testing.services import QueryType


def insert(name: Bytes, variables: Pairs = {}) -> bytes:
    return _run("insert", name, variables)


def select(name: Bytes, variables: Pairs = {}) -> bytes:
    return _run("select", name, variables)


def update(name: Bytes, variables: Pairs = {}) -> bytes:
    return _run("update", name, variables)


def delete(name: Bytes, variables: Pairs = {}) -> bytes:
    return _run("delete", name, variables)


def _run(kind: QueryType, name: Bytes, variables: Pairs) -> bytes:
    run = run_for(f"database.{kind}")
    query = as_bytes("name", name)
    return content_of("db_exec", run.host.db_exec(kind, query, as_pairs("variables", variables)))
