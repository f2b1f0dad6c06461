# SPDX-License-Identifier: Apache-2.0
# sdk/response.pyi: headers of the HTTP response
"""Headers of the HTTP response. Hosts send none with an error.

HostError for what no header can be: an empty name, ':' in a name, CR, LF or NUL in either.
"""

from sdk import _Bytes

def set_header(name: _Bytes, value: _Bytes) -> None:
    """Sets a header; the last value of a name wins."""

def content_type(type: _Bytes) -> None:
    """Sets the header Content-Type."""
