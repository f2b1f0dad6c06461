# SPDX-License-Identifier: Apache-2.0
# tests/sdk/test_plugin.py: instances of plugins in a test's process, which they leave as it was

import importlib
import logging
import os
import sys
import warnings

import pytest
from se2_testing import Plugin


@pytest.fixture
def write(tmp_path):
    """Writes a file and gives its path."""

    def write_file(text, name="plugin.py"):
        file = tmp_path / name
        file.write_text(text)
        return file

    return write_file


counting = """
import helper
def run_e(payload):
    helper.count += 1
    return str(helper.count)
"""


def test_a_path_is_a_fresh_instance_in_every_run(se2_host, write):
    write("count = 0\n", "helper.py")
    file = write(counting)
    assert [se2_host.run(file).text for _ in range(2)] == ["1", "1"]
    assert [se2_host.run(str(file)).text for _ in range(2)] == ["1", "1"]


def test_a_plugin_is_one_instance(se2_host, write):
    write("count = 0\n", "helper.py")
    first, second = Plugin(write(counting)), Plugin(write(counting))
    assert [se2_host.run(first).text for _ in range(3)] == ["1", "2", "3"]
    assert se2_host.run(second).text == "1"


def test_a_module_of_the_test_is_run_as_it_is(se2_host, write, monkeypatch):
    source = "def greet():\n    return 'plain'\ndef run_e(payload):\n    return greet()\n"
    monkeypatch.syspath_prepend(write(source, "greeting.py").parent)
    greeting = importlib.import_module("greeting")
    monkeypatch.setattr(greeting, "greet", lambda: "changed")
    assert se2_host.run(greeting).text == "changed"


def test_function_level_imports_find_the_plugins_modules(se2_host, write):
    write("word = 'late'\n", "late_words.py")
    file = write("def run_e(payload):\n    import late_words\n    return late_words.word\n")
    assert se2_host.run(file).text == "late"
    assert "late_words" not in sys.modules


def test_a_module_of_the_tests_with_the_plugins_name_stays(se2_host, write, monkeypatch):
    own = type(sys)("plugin")
    monkeypatch.setitem(sys.modules, "plugin", own)
    assert se2_host.run(write("def run_e(payload):\n    return 'mine'\n")).text == "mine"
    assert sys.modules["plugin"] is own


def test_a_missing_file_is_the_tests_mistake(se2_host, tmp_path):
    with pytest.raises(FileNotFoundError, match="no plugin nothere.py in "):
        se2_host.run(tmp_path / "nothere.py")


def test_a_run_leaves_the_process_as_it_was(se2_host, write):
    def state():
        streams = sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__
        functions = os._exit, os.abort, sys.setrecursionlimit, logging.Handler.handle
        lists = sys.path[:], logging.root.handlers[:], sorted(sys.modules)
        limits = sys.getrecursionlimit(), sys.dont_write_bytecode, warnings.showwarning
        return streams, functions, lists, limits

    before = state()
    file = write(
        "import logging, sys\n"
        "logging.basicConfig(level=logging.DEBUG)\n"
        "def run_e(payload):\n"
        "    sys.stdout = None\n"
        "    sys.path.append('x')\n"
        "    sys.setrecursionlimit(500)\n"
        "    raise SystemExit\n"
    )
    se2_host.run(file)
    assert state() == before
    assert [each.name for each in file.parent.iterdir()] == ["plugin.py"]


def test_output_goes_to_the_log_though_pytest_captures(se2_host, capfd, caplog, recwarn):
    def run_e(payload):
        print("printed")
        logging.getLogger("a").error("logged")
        warnings.warn("warned", stacklevel=1)
        return "ok"

    out = se2_host.run(run_e)
    levels = [(level, message.split(":")[0]) for level, message in out.log]
    assert levels[:2] == [("info", "printed"), ("error", "logged")]
    assert "UserWarning: warned" in out.log[2].message and out.log[2].level == "warn"
    assert (capfd.readouterr(), caplog.records, len(recwarn)) == (("", ""), [], 0)


def test_without_a_log_output_is_the_tests(se2_host, capsys):
    def run_e(payload):
        import sdk

        print("printed")
        sdk.log.warn("careful")
        return "ok"

    se2_host.profile = "minimal"
    assert se2_host.run(run_e).log == []
    assert capsys.readouterr() == ("printed\n", "warn: careful\n")


@pytest.mark.parametrize("end", ["_exit(0)", "abort()"])
def test_what_would_end_the_process_ends_the_instance(se2_host, write, end):
    source = f"import os, sdk\ndef run_e(payload):\n    exec(payload)\n    os.{end}\n"
    plugin = Plugin(write(source))
    out = se2_host.run(plugin, "sdk.return_result('lost')")
    told = f"{end.partition('(')[0]}() was called after a result: the real host drops it"
    assert (out.outcome, out.violations) == ("violation", [told])
    out = se2_host.run(plugin, "")
    assert out.error == (500, "instance lost: an earlier run trapped")


def test_tracebacks_have_no_frames_of_the_double(se2_host, write):
    source = "import sdk\ndef run_e(payload):\n    sdk.http.get('a::b')\n"
    out = se2_host.run(write(source))
    assert out.error.message.startswith("sdk.HostError: http: a::b: a URL has '::'")
    frames = [line for line in out.log[0].message.splitlines() if line.startswith("  File ")]
    assert [frame.rpartition(", ")[2] for frame in frames] == ["in run_e"]
