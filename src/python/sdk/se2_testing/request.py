# SPDX-License-Identifier: Apache-2.0
# se2_testing/request.py: the request of one run, with the lookups of the real host
# (se2/testing/request.hpp)

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

_CONTROL_CHARACTER = re.compile(rb"[\x00-\x1f\x7f]")
_BROKEN_ESCAPE = re.compile(rb"%(?![0-9A-Fa-f]{2})")


@dataclass
class Request:
    """The HTTP request in front of a run. Header names may be in any case."""

    method: str = "POST"
    url: str = "/"
    """Path and query, from which sdk.request.query reads."""
    id: str = ""
    body: str | bytes | None = None
    """The payload, where it is None."""
    headers: dict[str, str] = field(default_factory=dict)
    params: dict[str, str] = field(default_factory=dict)
    state: dict[str, str] = field(default_factory=dict)


def text_of(content: bytes) -> str:
    return content.decode("utf-8", "surrogateescape")


def bytes_of(text: str | bytes) -> bytes:
    return text.encode("utf-8", "surrogateescape") if isinstance(text, str) else text


class LiveRequest:
    """The request of the run in progress, by the fields and keys of the ABI."""

    def __init__(self, scripted: Request, payload: bytes) -> None:
        self._meta = {
            "method": scripted.method,
            "url": scripted.url,
            "id": scripted.id,
        }
        self._body = payload if scripted.body is None else bytes_of(scripted.body)
        self._members: dict[str, object] | None = None
        self._values = {
            "header": {name.lower(): value for name, value in scripted.headers.items()},
            "params": dict(scripted.params),
            "state": dict(scripted.state),
        }

    def as_request(self) -> Request:
        header, params, state = self._values.values()
        return Request(**self._meta, body=self._body, headers=header, params=params, state=state)

    def get(self, field: str, key: bytes) -> bytes | None:
        """A value, empty where there is none; None where the real host fails."""
        if field == "body":
            return self._member(text_of(key))
        if field == "query":
            return query_value(bytes_of(self._meta["url"]), key)
        if field == "meta":
            return self._body if key == b"body" else bytes_of(self._meta[text_of(key)])
        name = text_of(key.lower() if field == "header" else key)
        return bytes_of(self._values[field].get(name, ""))

    def set(self, field: str, key: bytes, value: bytes) -> None:
        if field != "meta":
            self._values[field][text_of(key)] = text_of(value)
        elif key == b"body":
            self._body = value
        else:
            self._meta[text_of(key)] = text_of(value)

    def _member(self, key: str) -> bytes | None:
        """Of a body that is a JSON object. It is parsed once, as the real host does: one that is
        set later is not."""
        if self._members is None:
            if not self._body:
                return b""
            self._members = members_of(self._body)
        value = (self._members or {}).get(key)
        if not isinstance(value, str):
            return None
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()


def query_value(url: bytes, key: bytes) -> bytes | None:
    """As Go finds it: nothing in a URL with control characters; parameters with a semicolon or a
    broken escape are skipped; the first value of a key counts."""
    if _CONTROL_CHARACTER.search(url):
        return None
    query = url.partition(b"#")[0].partition(b"?")[2]
    for parameter in query.split(b"&"):
        if not parameter or b";" in parameter or _BROKEN_ESCAPE.search(parameter):
            continue
        name, _, value = parameter.replace(b"+", b" ").partition(b"=")
        if unquote_to_bytes(name) == key:
            return unquote_to_bytes(value)
    return b""


def members_of(body: bytes) -> dict[str, object] | None:
    try:
        document = json.loads(body.decode("utf-8", "replace"), parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) else None


def _refuse(constant: str) -> None:
    raise ValueError(constant)
