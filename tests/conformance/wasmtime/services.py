# SPDX-License-Identifier: Apache-2.0
# tests/conformance/wasmtime/services.py: what lies behind the host, as the row scripts it

import json
from pathlib import Path

NOT_ENABLED = b"capability is not enabled"


class Services:
    """A row's `services`, contents as files' paths; the cache lasts for all runs of the row."""

    def __init__(self, scripted):
        self.http = scripted.get("http", {})
        files = scripted.get("files")
        self.files = files and {name: Path(file).read_bytes() for name, file in files.items()}
        self.secrets = scripted.get("secrets", {})
        self.queries = scripted.get("queries")
        self.cache_enabled = scripted.get("cache", True)
        self.cache = {}

    def send(self, method, url, headers, body):
        """Status and body of the answer; status 0 and an error text where there is none."""
        page = self.http.get(url, {"failure": f"no answer for {url}"})
        if "failure" in page:
            return 0, page["failure"].encode()
        status = page.get("status", 200)
        if method == "HEAD":
            return status, b""
        if "echo" not in page:
            return status, Path(page["body"]).read_bytes() if "body" in page else b""
        sent = {name.lower(): value for name, value in headers.items()}
        if body:
            sent.setdefault("content-type", "application/octet-stream")
        echoed = [f"{name}={sent.get(name, '')}" for name in page["echo"]]
        return status, " ".join([method, *echoed, ""]).encode() + body

    def query(self, kind, name, variables):
        """Whether the query succeeds, and its JSON or the error text."""
        if self.queries is None:
            return False, NOT_ENABLED
        query = self.queries.get(name)
        if query is None:
            return False, b"query not found"
        if query["type"] != kind:
            return False, b"query type incorrect"
        if query["variables"] != variables:
            counts = f"expected {query['variables']} variables, got {variables}"
            return False, f"{counts}: number of variables incorrect".encode()
        return True, query["answer"].encode()


def graphql_outcome(status, body):
    """Whether a GraphQL server's answer is a success, and its JSON or the error text."""
    if status == 0:
        return False, b"failed to Do: " + body
    members = json.loads(body)
    if status > 299:
        return False, b"non-200 HTTP response code; " + body
    if members.get("errors"):
        first = members["errors"][0]
        path, message = first.get("path", ""), first.get("message", "")
        return False, f"graphQL error; path: {path}, message: {message}".encode()
    told = {"data": members.get("data")}
    return True, json.dumps(told, sort_keys=True, separators=(",", ":")).encode()
