# SPDX-License-Identifier: Apache-2.0
# sdk/http.pyi: requests from the host to other servers
"""Requests from the host to other servers.

Each gives the body of an answer of status 200 to 299; its status and headers cannot be had.
Redirects are followed. url and body are str or bytes; headers a mapping of these, or pairs. A body
without a header content-type is sent as application/octet-stream.

    page = sdk.http.get("http://host/page", headers={"accept": "*/*"})

HTTPStatusError for another status. HostError where there is no answer within five seconds, and for
what hosts cannot send: '::' in the URL, ':' in a header's value, CR, LF or NUL in either.

E2 Core since v0.6.0-rc9 may cut a body short, also to nothing, without telling. Where that matters
the body itself must tell, as by its length or an end mark.
"""

from sdk import _Bytes, _Pairs

def get(url: _Bytes, body: _Bytes = b"", headers: _Pairs = {}) -> bytes:
    """Sends a GET request and gives the body of the answer."""

def head(url: _Bytes, body: _Bytes = b"", headers: _Pairs = {}) -> bytes:
    """Sends a HEAD request; its answer has no body, b""."""

def options(url: _Bytes, body: _Bytes = b"", headers: _Pairs = {}) -> bytes:
    """Sends an OPTIONS request and gives the body of the answer."""

def post(url: _Bytes, body: _Bytes = b"", headers: _Pairs = {}) -> bytes:
    """Sends a POST request and gives the body of the answer."""

def put(url: _Bytes, body: _Bytes = b"", headers: _Pairs = {}) -> bytes:
    """Sends a PUT request and gives the body of the answer."""

def patch(url: _Bytes, body: _Bytes = b"", headers: _Pairs = {}) -> bytes:
    """Sends a PATCH request and gives the body of the answer."""

def delete(url: _Bytes, body: _Bytes = b"", headers: _Pairs = {}) -> bytes:
    """Sends a DELETE request and gives the body of the answer."""
