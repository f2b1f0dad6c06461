# SPDX-License-Identifier: Apache-2.0
# sdk/request.py: the HTTP request that the run answers (se2/host/request.hpp)

from __future__ import annotations

import re
from urllib.parse import quote

from sdk._answers import content_of, host_text
from sdk._arguments import Bytes, as_bytes
from sdk._run import Run, run_for


def method() -> str:
    return _text(run_for("request.method"), "meta", b"method")


def url() -> str:
    return _text(run_for("request.url"), "meta", b"url")


def id() -> str:
    return _text(run_for("request.id"), "meta", b"id")


def body() -> bytes:
    return _field(run_for("request.body"), "meta", b"body")


def header(name: Bytes) -> str:
    return _text(run_for("request.header"), "header", as_bytes("name", name))


def param(name: Bytes) -> str:
    return _text(run_for("request.param"), "params", as_bytes("name", name))


def query(name: Bytes) -> str:
    return _text(run_for("request.query"), "query", as_bytes("name", name))


def state(key: Bytes) -> str:
    return _text(run_for("request.state"), "state", as_bytes("key", key))


def body_field(key: Bytes) -> str:
    return _text(run_for("request.body_field"), "body", as_bytes("key", key))


def set_method(method: Bytes) -> None:
    _set(run_for("request.set_method"), "meta", b"method", as_bytes("method", method))


def set_url(url: Bytes) -> None:
    _set(run_for("request.set_url"), "meta", b"url", as_bytes("url", url))


def set_body(body: Bytes) -> None:
    _set(run_for("request.set_body"), "meta", b"body", as_bytes("body", body))


def set_header(name: Bytes, value: Bytes) -> None:
    run = run_for("request.set_header")
    _set(run, "header", as_bytes("name", name).lower(), as_bytes("value", value))


def set_param(name: Bytes, value: Bytes) -> None:
    run = run_for("request.set_param")
    _set(run, "params", as_bytes("name", name), as_bytes("value", value))


def set_query(name: Bytes, value: Bytes) -> None:
    run = run_for("request.set_query")
    parameter = f"{quote(as_bytes('name', name), '')}={quote(as_bytes('value', value), '')}"
    before = _field(run, "meta", b"url")
    path = re.split(rb"[?#]", before, maxsplit=1)[0]
    rest = before[len(path) :]
    if rest.startswith(b"?"):
        rest = b"&" + rest[1:]
    _set(run, "meta", b"url", path + b"?" + parameter.encode() + rest)


def set_state(key: Bytes, value: Bytes) -> None:
    run = run_for("request.set_state")
    _set(run, "state", as_bytes("key", key), as_bytes("value", value))


def _field(run: Run, field: str, key: bytes) -> bytes:
    return content_of("request_get_field", run.host.request_get_field(field, key))


def _text(run: Run, field: str, key: bytes) -> str:
    return host_text(_field(run, field, key))


def _set(run: Run, field: str, key: bytes, value: bytes) -> None:
    run.host.request_set_field(field, key, value)
