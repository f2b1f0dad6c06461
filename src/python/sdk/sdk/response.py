# SPDX-License-Identifier: Apache-2.0
# sdk/response.py: headers of the HTTP response (se2/host/response.hpp)

from __future__ import annotations

from sdk._answers import failure
from sdk._arguments import Bytes, as_bytes
from sdk._headers import header_fault
from sdk._run import Run, run_for


def set_header(name: Bytes, value: Bytes) -> None:
    run = run_for("response.set_header")
    _set(run, as_bytes("name", name), as_bytes("value", value))


def content_type(type: Bytes) -> None:
    _set(run_for("response.content_type"), b"Content-Type", as_bytes("type", type))


def _set(run: Run, name: bytes, value: bytes) -> None:
    fault = header_fault(name, value)
    if fault:
        raise failure(b"response: " + name + fault)
    run.host.resp_set_header(name, value)
