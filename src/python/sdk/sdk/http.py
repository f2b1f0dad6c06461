# SPDX-License-Identifier: Apache-2.0
# sdk/http.py: requests to other servers (se2/host/http.hpp)

from __future__ import annotations

import re

from sdk import HTTPStatusError
from sdk._answers import failure, told_apart
from sdk._arguments import Bytes, Pairs, as_bytes, as_pairs
from sdk._headers import header_fault, is_line
from sdk._run import run_for

_STATUS = re.compile(rb"(\d{3}): ")
_LAST_REFUSAL = 2


def get(url: Bytes, body: Bytes = b"", headers: Pairs = {}) -> bytes:
    return _fetch("GET", url, body, headers)


def head(url: Bytes, body: Bytes = b"", headers: Pairs = {}) -> bytes:
    return _fetch("HEAD", url, body, headers)


def options(url: Bytes, body: Bytes = b"", headers: Pairs = {}) -> bytes:
    return _fetch("OPTIONS", url, body, headers)


def post(url: Bytes, body: Bytes = b"", headers: Pairs = {}) -> bytes:
    return _fetch("POST", url, body, headers)


def put(url: Bytes, body: Bytes = b"", headers: Pairs = {}) -> bytes:
    return _fetch("PUT", url, body, headers)


def patch(url: Bytes, body: Bytes = b"", headers: Pairs = {}) -> bytes:
    return _fetch("PATCH", url, body, headers)


def delete(url: Bytes, body: Bytes = b"", headers: Pairs = {}) -> bytes:
    return _fetch("DELETE", url, body, headers)


def _fetch(method: str, url: Bytes, body: Bytes, headers: Pairs) -> bytes:
    run = run_for(f"http.{method.lower()}")
    target = as_bytes("url", url)
    content = as_bytes("body", body)
    fields = as_pairs("headers", headers)
    _check(target, fields)
    answer = told_apart(
        "fetch_url", run.host.fetch_url(method, target, content, fields), _LAST_REFUSAL
    )
    if not answer.is_error:
        return answer.content
    if status := _STATUS.match(answer.content):
        raise HTTPStatusError(int(status[1]), answer.content[status.end() :])
    raise failure(answer.content)


def _check(url: bytes, headers: list[tuple[bytes, bytes]]) -> None:
    """What hosts would take apart in the wrong places: they get "url::name:value::name:value"."""
    if b"::" in url or (headers and url.endswith(b":")) or not is_line(url):
        raise failure(b"http: " + url + b": a URL has '::' or a last ':', CR, LF or NUL")
    for at, (name, value) in enumerate(headers, 1):
        fault = header_fault(name, value, b":")
        if not value and at < len(headers):
            fault = b": only the last value may be empty"
        if fault:
            raise failure(b"http: " + name + fault)
