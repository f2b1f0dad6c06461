# SPDX-License-Identifier: Apache-2.0
# sdk/database.pyi: the queries that the host's operator has named, on hosts of profile sat
"""The queries that the host's operator has named, on hosts of profile sat.

Each runs the query of a name, which has to be of that kind, and gives the host's JSON. variables:
a mapping, or pairs, of str or bytes in the order of the query's placeholders; their names are for
the reader alone. HostError with the host's text: another kind or number of variables, no such
query, what the database says.

    rows = json.loads(sdk.database.select("words of", {"letter": "a"}))
"""

from sdk import _Bytes, _Pairs

def insert(name: _Bytes, variables: _Pairs = {}) -> bytes:
    """Gives b'{"lastInsertID":7,"rowsAffected":0}'."""

def select(name: _Bytes, variables: _Pairs = {}) -> bytes:
    """Gives the rows: b'[{"column":value,...},...]'."""

def update(name: _Bytes, variables: _Pairs = {}) -> bytes:
    """Gives b'{"lastInsertID":0,"rowsAffected":2}'."""

def delete(name: _Bytes, variables: _Pairs = {}) -> bytes:
    """Gives b'{"lastInsertID":0,"rowsAffected":2}'."""
