# SPDX-License-Identifier: Apache-2.0
# sdk/graphql.pyi: queries to GraphQL servers, on hosts of profile sat
"""Queries to GraphQL servers, on hosts of profile sat."""

from sdk import _Bytes

def query(endpoint: _Bytes, query: _Bytes) -> bytes:
    """Posts a query, and gives the JSON of an answer without errors: b'{"data": {...}}'.

    HostError, with the host's text, for a status, a list of errors, no JSON and no connection.
    """
