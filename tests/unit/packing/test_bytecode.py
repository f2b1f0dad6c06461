# SPDX-License-Identifier: Apache-2.0
# tests/unit/packing/test_bytecode.py: imports are found in code that is not run

import unittest

import support  # noqa: F401
from se2_packing.bytecode import resolve, uses_of


def uses(source, package="", is_standard=False):
    return uses_of(compile(source, "test", "exec"), package, is_standard)


class Imports(unittest.TestCase):
    def test_every_form_at_every_depth(self):
        found = uses(
            "import a, b.c as d\n"
            "from e import f as g, h\n"
            "from i import *\n"
            "class J:\n"
            "    import k\n"
            "    async def l(self):\n"
            "        return [(lambda: __import__) for _ in ()]\n"
            "    def m(self):\n"
            "        def n():\n"
            "            from o import p\n"
        ).imports
        self.assertCountEqual(
            found,
            [("a", ()), ("b.c", ()), ("e", ("f", "h")), ("i", ("*",)), ("k", ()), ("o", ("p",))],
        )

    def test_relative_to_the_package(self):
        source = "from . import a\nfrom .b import c\nfrom ..d import e\n"
        self.assertEqual(
            uses(source, "x.y").imports, [("x.y", ("a",)), ("x.y.b", ("c",)), ("x.d", ("e",))]
        )

    def test_above_the_top_is_no_import(self):
        self.assertEqual(resolve("a", 3, "x.y"), "")
        self.assertEqual(uses("from . import a").imports, [])

    def test_behind_arguments_of_more_than_a_byte(self):
        many = "".join(f"v{number} = {number + 1000}\n" for number in range(70000))
        self.assertEqual(uses(many + "from a import b").imports, [("a", ("b",))])

    def test_not_what_only_a_script_runs(self):
        body = "".join(f"    v{number} = {number + 1000}\n" for number in range(300))
        for inside in ("    pass\n", body):
            source = f"if __name__ == '__main__':\n{inside}    import a\nimport b\n"
            self.assertEqual(uses(source * 2).imports, [("b", ()), ("b", ())])
        self.assertEqual(uses("if __name__ != '__main__':\n import a").imports, [("a", ())])

    def test_commands_are_left_out_of_the_standard_library_only(self):
        source = "def main():\n import a\ndef f():\n def main():\n  import b\n"
        self.assertEqual(uses(source, is_standard=True).imports, [("b", ())])
        self.assertCountEqual(uses(source).imports, [("a", ()), ("b", ())])


class Literals(unittest.TestCase):
    def test_a_name_given_to_a_function_that_imports(self):
        found = uses(
            "import importlib\n"
            "importlib.import_module('a.b')\n"
            "def f():\n"
            "    __import__('c')\n"
            "    return import_module('.d', __package__), importlib.resources.files('e')\n"
            "import_module(name)\n"
            "print('no')\n",
            "x",
        ).literals
        self.assertCountEqual(found, ["a.b", "c", "x.d", "e"])

    def test_strings_and_names(self):
        found = uses("a.b('c', ('d', 1))\nif e in {'f', 'g'}: pass\n")
        self.assertLessEqual({"c", "d", "f", "g"}, found.strings)
        self.assertLessEqual({"a", "b", "e"}, found.names)


if __name__ == "__main__":
    unittest.main()
