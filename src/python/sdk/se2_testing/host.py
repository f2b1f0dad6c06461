# SPDX-License-Identifier: Apache-2.0
# se2_testing/host.py: a host inside a test, with the rules of the real ones (se2/testing/host.hpp)

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from os import PathLike
from types import ModuleType

from sdk import HostError
from sdk._answers import Answer
from sdk._levels import Level
from sdk._run import Profile, Run
from se2_testing.plugin import Plugin
from se2_testing.report import Error, FetchedRequest, LogEntry, Report
from se2_testing.request import LiveRequest, Request, bytes_of, text_of
from se2_testing.services import CacheEntry, DatabaseCall, DatabaseQuery, HttpAnswer, QueryType

_NOT_ENABLED = Answer(b"capability is not enabled", is_error=True)


class Host:
    """A host for runs of plugins. What is scripted here is there in every run; what a plugin
    changes of the request is not.

        host = Host()
        host.request.url = "/words?first=a"
        host.http["http://words.example/a"] = HttpAnswer(200, "apple")
        out = host.run("plugin.py", "payload")
        assert out.outcome == "result" and out.output == b"apple"
    """

    def __init__(self) -> None:
        self.ident: int | None = None
        """The next run's; where it is None each run gets a random one, as on the real host."""
        self.profile: Profile = "e2core"
        """What the host offers: what is for others raises AttributeError, as the real sdk does."""
        self.request = Request()

        self.http: dict[str, HttpAnswer] = {}
        """Answers by URL. Where the URL is none of them `serve` answers, where there is one."""
        self.serve: Callable[[FetchedRequest], HttpAnswer] | None = None

        # Profile sat. A service of which nothing is scripted is not enabled, the cache aside.
        self.cache: dict[str, CacheEntry] = {}
        """Lasts from run to run."""
        self.cache_enabled = True
        self.static_files: dict[str, str | bytes] = {}
        self.secrets: dict[str, str] = {}
        self.database: dict[str, DatabaseQuery] = {}
        self.database_calls: list[DatabaseCall] = []
        """Since the host was made."""
        self.graphql: Callable[[str, str], str | bytes] | None = None
        """Gives the JSON answer to a query, `graphql(endpoint, query)`, or raises sdk.HostError
        with the host's error text."""

        self._report = Report()
        self._live = LiveRequest(self.request, b"")

    def run(
        self,
        plugin: Plugin | str | PathLike[str] | ModuleType | Callable[..., object],
        payload: str | bytes = b"",
    ) -> Report:
        """One run of a plugin: a Plugin, an instance that is run again and again; the path of a
        plugin.py, which a fresh instance imports, as on E2 Core; or a module or run_e that the test
        has imported, and may have changed."""
        instance = plugin if isinstance(plugin, Plugin) else Plugin(plugin)
        content = bytes_of(payload)
        self._report = report = Report()
        self._live = LiveRequest(self.request, content)
        ident = random.randrange(2**31 - 1) if self.ident is None else self.ident
        report.violations += instance.run(Run(self, ident), content)
        if report.violations:
            report.outcome = "violation"
        if report.outcome != "result":
            report.response_headers = {}
        report.request = self._live.as_request()
        return report

    # The imports, for the module sdk.

    def return_result(self, output: bytes) -> None:
        self._report.outcome = "result"
        self._report.output = output

    def return_error(self, code: int, message: str) -> None:
        self._report.outcome = "error"
        self._report.error = Error(code, message)

    def log_msg(self, level: Level, message: bytes) -> None:
        text = message.decode("utf-8", "replace")
        if self.profile == "minimal":  # which has no log
            print(f"{level}: {text}", file=sys.stderr)
        else:
            self._report.log.append(LogEntry(level, text))

    def resp_set_header(self, name: bytes, value: bytes) -> None:
        self._report.response_headers[text_of(name)] = text_of(value)

    def fetch_url(
        self, method: str, url: bytes, body: bytes, headers: list[tuple[bytes, bytes]]
    ) -> Answer:
        sent = FetchedRequest(method, text_of(url), {}, body)
        for name, value in headers:
            key = text_of(name.lower())
            before = sent.headers.get(key)
            sent.headers[key] = f"{before}, {text_of(value)}" if before else text_of(value)
        if body:
            sent.headers.setdefault("content-type", "application/octet-stream")
        self._report.fetched.append(sent)
        answer = self._answer_to(sent)
        if answer.failure:
            return Answer(bytes_of(answer.failure), is_error=True)
        content = b"" if method == "HEAD" else bytes_of(answer.body)
        if answer.status <= 299:
            return Answer(content)
        return Answer(f"{answer.status}: ".encode() + content, is_error=True)

    def _answer_to(self, sent: FetchedRequest) -> HttpAnswer:
        if sent.url in self.http:
            return self.http[sent.url]
        if self.serve is not None:
            return self.serve(sent)
        told = f"se2_testing: the test has no answer for {sent.method} {sent.url}"
        return HttpAnswer(failure=told)

    def request_get_field(self, field: str, key: bytes) -> Answer | None:
        value = self._live.get(field, key)
        return None if value is None else Answer(value)

    def request_set_field(self, field: str, key: bytes, value: bytes) -> None:
        self._live.set(field, key, value)

    def graphql_query(self, endpoint: bytes, query: bytes) -> Answer:
        if self.graphql is None:
            return _NOT_ENABLED
        try:
            return Answer(bytes_of(self.graphql(text_of(endpoint), text_of(query))))
        except HostError as error:
            return Answer(bytes_of(str(error)), is_error=True)

    def cache_set(self, key: bytes, value: bytes, seconds: int) -> bool:
        if self.cache_enabled:
            self.cache[text_of(key)] = CacheEntry(value, seconds)
        return self.cache_enabled

    def cache_get(self, key: bytes) -> Answer:
        if not self.cache_enabled:
            return _NOT_ENABLED
        entry = self.cache.get(text_of(key))
        if entry is None:
            return Answer(b"key not found", is_error=True)
        return Answer(bytes_of(entry.value))

    def get_static_file(self, name: bytes) -> Answer:
        if not self.static_files:
            return _NOT_ENABLED
        content = self.static_files.get(text_of(name))
        if content is None:
            return Answer(b"file not found", is_error=True)
        return Answer(bytes_of(content))

    def db_exec(self, kind: QueryType, name: bytes, variables: list[tuple[bytes, bytes]]) -> Answer:
        if not self.database:
            return _NOT_ENABLED
        query = self.database.get(text_of(name))
        if query is None:
            return Answer(b"query not found", is_error=True)
        if query.type != kind:
            return Answer(b"query type incorrect", is_error=True)
        if query.variables != len(variables):
            counts = f"expected {query.variables} variables, got {len(variables)}"
            return Answer(f"{counts}: number of variables incorrect".encode(), is_error=True)
        texts = [(text_of(key), text_of(value)) for key, value in variables]
        self.database_calls.append(DatabaseCall(text_of(name), texts))
        return Answer(bytes_of(query.answer))

    def get_secret_value(self, key: bytes) -> bytes:
        return bytes_of(self.secrets.get(text_of(key), ""))
