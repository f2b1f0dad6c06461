# SPDX-License-Identifier: Apache-2.0
# examples/tested-python/test_plugin.py: the plugin's unit test, without a host and without wasm
#
# pip install PREFIX/share/se2/sdk has what it imports, and pytest the fixture se2_host.
from pathlib import Path

from se2_testing import Host, HttpAnswer

plugin = Path(__file__).with_name("plugin.py")


def test_a_word_is_defined(se2_host: Host) -> None:
    se2_host.request.url = "/define?lang=en"
    se2_host.http["http://dictionary/en/apple"] = HttpAnswer(200, "a round fruit")
    out = se2_host.run(plugin, "apple")
    assert (out.outcome, out.text, out.log) == ("result", "a round fruit", [])
    assert out.response_headers == {"x-language": "en"}


def test_a_missing_word_is_told_and_logged(se2_host: Host) -> None:
    se2_host.http["http://dictionary//aple"] = HttpAnswer(404, "no such word")
    out = se2_host.run(plugin, "aple")
    assert (out.outcome, out.error) == ("error", (404, "no such word"))
    assert out.log[0] == ("warn", "no entry for aple")


def test_what_is_no_text_is_refused(se2_host: Host) -> None:
    out = se2_host.run(plugin, b"\xff")
    assert out.error.code == 400
