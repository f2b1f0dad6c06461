# SPDX-License-Identifier: Apache-2.0
# sdk/_headers.py: what may not be in a header's name and value (se2/detail/header.hpp)

from __future__ import annotations


def is_line(text: bytes, forbidden: bytes = b"\0") -> bool:
    return not any(unit in text for unit in (b"\r", b"\n", b"\0", forbidden))


def header_fault(name: bytes, value: bytes, forbidden_in_value: bytes = b"\0") -> bytes:
    """Why a header cannot be sent, to follow its name in a message; empty where it can."""
    if not name or not is_line(name, b":"):
        return b": a header's name is empty or has ':', CR, LF or NUL"
    if is_line(value, forbidden_in_value):
        return b""
    if forbidden_in_value == b":":
        return b": a header's value has ':', CR, LF or NUL"
    return b": a header's value has CR, LF or NUL"
