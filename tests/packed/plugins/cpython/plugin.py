# SPDX-License-Identifier: Apache-2.0
# tests/packed/plugins/cpython/plugin.py: runs one of CPython's own tests, the folder test beside it
import importlib
import io
import json
import tempfile
import unittest

TESTS = {
    "test_json": lambda: importlib.import_module("test.test_json"),
    "test_re": lambda: importlib.import_module("test.test_re"),
    "test_struct": lambda: importlib.import_module("test.test_struct"),
    "test_datetime": lambda: importlib.import_module("test.test_datetime"),
    "test_csv": lambda: importlib.import_module("test.test_csv"),
    "test_dataclasses": lambda: importlib.import_module("test.test_dataclasses"),
    "test_urlparse": lambda: importlib.import_module("test.test_urlparse"),
}


def in_memory(mode="w+b", buffering=-1, encoding=None, newline=None):
    file = io.BytesIO()
    return file if "b" in mode else io.TextIOWrapper(file, encoding=encoding, newline=newline)


# A plugin has no folder to write to; half of test_csv needs no more than a file without a name.
tempfile.TemporaryFile = in_memory


class Result(unittest.TextTestResult):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.bad = {}

    def addError(self, test, error):
        super().addError(test, error)
        self.bad[test.id()] = _words(error)

    def addFailure(self, test, error):
        super().addFailure(test, error)
        self.bad[test.id()] = _words(error)

    def addSubTest(self, test, subtest, error):
        super().addSubTest(test, subtest, error)
        if error is not None:
            self.bad[subtest.id()] = _words(error)


def _words(error):
    return f"{error[0].__name__}: {error[1]}".partition("\n")[0][:200]


def run_e(payload, ident):
    if not payload:
        return "{}"  # shows what an instance costs before it does any of this
    suite = unittest.defaultTestLoader.loadTestsFromModule(TESTS[payload]())
    runner = unittest.TextTestRunner(io.StringIO(), resultclass=Result)
    result = runner.run(suite)
    skipped = sorted(test.id() for test, _ in result.skipped)
    return json.dumps({"run": result.testsRun, "skipped": skipped, "bad": result.bad})
