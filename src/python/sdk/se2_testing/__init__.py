# SPDX-License-Identifier: Apache-2.0
# se2_testing/__init__.py: a host double for unit tests of Python plugins (se2::testing in Python)
"""A host inside a test of a Python plugin, with the rules of the real ones.

    def test_words(se2_host):                       # the fixture of pytest; or se2_testing.Host()
        se2_host.http["http://words.example/a"] = HttpAnswer(200, "apple")
        out = se2_host.run("plugin.py", "a")
        assert out.outcome == "result" and out.text == "apple"
        assert ("info", "one word") in out.log

The plugin finds a double of the module sdk beside this one, which behaves as the built-in module
does. The rest is the Python that runs the test: what a plugin may import, and that it has neither
processes nor threads nor sockets, shows when it is packed (se2-pack).
"""

from se2_testing.host import Host
from se2_testing.plugin import Plugin
from se2_testing.report import Error, FetchedRequest, LogEntry, Report
from se2_testing.request import Request
from se2_testing.services import CacheEntry, DatabaseCall, DatabaseQuery, HttpAnswer

__all__ = [
    "CacheEntry",
    "DatabaseCall",
    "DatabaseQuery",
    "Error",
    "FetchedRequest",
    "Host",
    "HttpAnswer",
    "LogEntry",
    "Plugin",
    "Report",
    "Request",
]
