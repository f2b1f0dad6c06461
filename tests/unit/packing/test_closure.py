# SPDX-License-Identifier: Apache-2.0
# tests/unit/packing/test_closure.py: which modules of a plugin are found, and why

import unittest

from support import PackingTest


class Closure(PackingTest):
    def test_imports_of_functions_are_followed_and_nothing_is_run(self):
        found = self.explore(
            {
                "plugin/plugin.py": "import one\ndef run_e(p):\n import two\n",
                "plugin/one.py": "",
                "plugin/two.py": "import three\nraise SystemExit('two was run')\n",
                "plugin/three.py": "raise SystemExit('three was run')\n",
                "plugin/four.py": "",
            }
        )
        self.assertEqual(found.why("plugin/plugin.py"), "the plugin")
        self.assertEqual(found.why("plugin/one.py"), "imported by plugin")
        self.assertEqual(found.why("plugin/two.py"), "reached from plugin")
        self.assertEqual(found.why("plugin/three.py"), "reached from two")
        self.assertNotIn("plugin/four.py", found.kept)

    def test_a_literal_name(self):
        found = self.explore(
            {
                "plugin/plugin.py": "from importlib import import_module\n"
                "def run_e(p):\n import_module('one')\n import_module('none')\n",
                "plugin/one.py": "",
            }
        )
        self.assertIn("plugin/one.py", found.kept)
        self.assertNotIn("none", str(found.report["absent"]))

    def test_modules_loaded_without_an_import_statement(self):
        found = self.explore(
            {
                "plugin/plugin.py": "import sys, os\nsys.path.insert(0, os.path.dirname(__file__)"
                " + '/vendor')\n__import__('o' + 'ne')\n",
                "plugin/vendor/one.py": "def f():\n import two\n",
                "plugin/vendor/two.py": "",
            }
        )
        self.assertIn("plugin/vendor/one.py", found.kept)
        self.assertEqual(found.why("plugin/vendor/two.py"), "reached from one")

    def test_absent_modules_are_reported_with_who_wants_them(self):
        found = self.explore(
            {
                "plugin/plugin.py": "import os.path, one\ndef f():\n import gone, one.gone\n",
                "plugin/one/__init__.py": "def f():\n import gone\n",
            }
        )
        self.assertEqual(
            [row for row in found.report["absent"] if "gone" in row["name"]],
            [
                {"name": "gone", "importers": ["one", "plugin"]},
                {"name": "one.gone", "importers": ["plugin"]},
            ],
        )
        self.assertNotIn("os.path", [row["name"] for row in found.report["absent"]])

    def test_submodules_by_from_and_by_star(self):
        found = self.explore(
            {"plugin/plugin.py": "def f():\n from xml.dom import minidom\n", "plugin/one.py": ""}
        )
        self.assertTrue(any(path.endswith("xml/dom/minidom.py") for path in found.kept))
        found = self.explore({"plugin/plugin.py": "from email import *\n"}, preload=["email"])
        self.assertTrue(any(path.endswith("email/base64mime.py") for path in found.kept))

    def test_invalid_python_is_carried_as_it_is(self):
        found = self.explore(
            {
                "plugin/plugin.py": "import one\ndef f():\n import one.bad, one.nul\n",
                "plugin/one/__init__.py": "",
                "plugin/one/bad.py": "print 1\n",
                "plugin/one/nul.py": b"\0",
            }
        )
        self.assertIn("plugin/one/bad.py", found.kept)
        self.assertNotIn("plugin/one/__pycache__/bad.cpython-311.pyc", found.kept)

    def test_c_modules_bring_what_they_import(self):
        found = self.explore({"plugin/plugin.py": "import _sre\n"})
        self.assertIn("_sre", found.report["builtins"])
        self.assertTrue(any(path.endswith("/re/_parser.py") for path in found.kept))

    def test_rare_imports_need_a_use(self):
        plain = self.explore({"plugin/plugin.py": "import os, time\n"})
        self.assertFalse(any("_strptime" in path or "subprocess" in path for path in plain.kept))
        used = self.explore({"plugin/plugin.py": "import time\nf = time.strptime\n"})
        self.assertTrue(any(path.endswith("/_strptime.py") for path in used.kept))

    def test_unicodedata_comes_for_patterns_that_name_characters(self):
        for pattern, wanted in (("a", False), (r"\N{DIGIT ONE}", True)):
            source = f"import re\ndef f():\n re.compile(r'{pattern}')\n"
            found = self.explore({"plugin/plugin.py": source})
            text = str(found.report["builtins"] + found.report["absent"])
            self.assertEqual("unicodedata" in text, wanted)

    def test_a_plugin_that_imports_nothing_carries_next_to_nothing(self):
        found = self.explore({"plugin/plugin.py": "def run_e(p):\n return p[::-1]\n"})
        self.assertLess(len(found.images[0]), 40_000)


class Codecs(PackingTest):
    def names(self, source, **files):
        found = self.explore({"plugin/plugin.py": source, **files})
        return {path.rpartition("/")[2] for path in found.kept if "/encodings/" in path}

    def test_a_codec_named_in_the_plugin(self):
        names = self.names("def run_e(p):\n return p.encode('Shift-JIS'), p.decode('l2')\n")
        self.assertLessEqual({"shift_jis.py", "iso8859_2.py"}, names)

    def test_ordinary_words_and_numbers_are_no_codecs(self):
        names = self.names("print\nLANGUAGES = 'chinese', 'korean', '932'\n")
        self.assertEqual(names & {"gb2312.py", "euc_kr.py", "cp932.py"}, set())

    def test_the_encoding_of_a_source_file(self):
        source = "# -*- coding: cp1250 -*-\n"
        self.assertIn("cp1250.py", self.names(source))


class Sleeps(PackingTest):
    def sleeps(self, source):
        return self.explore({"plugin/plugin.py": source}).report["sleeps"]

    def test_by_name(self):
        self.assertTrue(self.sleeps("from time import sleep as wait\n"))
        self.assertTrue(self.sleeps("import time\ndef f():\n getattr(time, 'sleep')(1)\n"))

    def test_by_a_module_that_sleeps(self):
        self.assertTrue(self.sleeps("def f():\n import sched\n"))

    def test_not_without_reason(self):
        self.assertFalse(self.sleeps("import os, time\nprint\n"))


if __name__ == "__main__":
    unittest.main()
