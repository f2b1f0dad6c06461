# SPDX-License-Identifier: Apache-2.0
# tests/sdk/uses.py: what mypy is to accept of plugins, and to refuse where it is told to ignore

import logging

import sdk
import sdk.http
from sdk import request
from sdk.log import Handler

headers: dict[str, str] = {"accept": "*/*"}


def run_e(payload: bytes, ident: int) -> None:
    logging.basicConfig(handlers=[Handler(), sdk.log.Handler()])
    body: bytes = sdk.http.post("http://host", memoryview(payload), headers)
    body += sdk.http.get(b"http://host", headers=[("accept", b"*/*")])
    sdk.http.put("http://host", headers={b"accept": "*/*"})
    language: str = request.query("lang") + sdk.request.header(b"accept")
    sdk.database.select("words", {"letter": language})
    sdk.cache.set("key", bytearray(b"value"), 60)
    is_first: bool = sdk.return_result(body, ident) or sdk.return_error(404, "none", ident=ident)
    if not is_first:
        raise sdk.Error(500, "late")
    try:
        sdk.http.delete("http://host")
    except sdk.HTTPStatusError as error:
        sdk.log.warn(f"{error.status} {error.body.hex()}")

    sdk.http.get(5)  # type: ignore[arg-type]
    sdk.http.get("http://host", headers={"accept": 5})  # type: ignore[arg-type]
    sdk.http.del_("http://host")  # type: ignore[attr-defined]
    sdk.request.header()  # type: ignore[call-arg]
    sdk.response.set_header("name", None)  # type: ignore[arg-type]
    sdk.return_error("404", "none")  # type: ignore[arg-type]
    sdk.cache.set("key", "value", "60")  # type: ignore[arg-type]
    raise sdk.Error("404", "none")  # type: ignore[arg-type]
