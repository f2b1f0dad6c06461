# SPDX-License-Identifier: Apache-2.0
# sdk/graphql.py: queries to GraphQL servers (se2/host/graphql.hpp)

from __future__ import annotations

from sdk._answers import content_of
from sdk._arguments import Bytes, as_bytes
from sdk._run import run_for


def query(endpoint: Bytes, query: Bytes) -> bytes:
    run = run_for("graphql.query")
    place = as_bytes("endpoint", endpoint)
    return content_of("graphql_query", run.host.graphql_query(place, as_bytes("query", query)))
