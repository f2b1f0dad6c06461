# SPDX-License-Identifier: Apache-2.0
# tests/unit/packing/test_images.py: what the images hold, every time the same

import importlib.util
import marshal
import subprocess
import sys
import tempfile
import unittest
import zlib
from pathlib import Path

from support import PackingTest

_FILES = {
    "plugin/plugin.py": "import one\ndef run_e(p):\n import two\n return two.reply(p)\n",
    "plugin/one.py": "'documentation'\nassert True\n",
    "plugin/two.py": "import importlib.resources as r, pkg\n"
    "def reply(p):\n return p[::-1] + r.read_text(pkg, 'tail.txt')\n",
    "site.1/pkg/__init__.py": "",
    "site.1/pkg/tail.txt": "!",
}


class Compiled(PackingTest):
    def test_what_was_imported_is_compiled_in_the_scaffold_the_rest_in_what_is_kept(self):
        found = self.explore(_FILES)
        self.assertIn("plugin/one.py", found.kept)
        self.assertIn("plugin/__pycache__/one.cpython-311.pyc", found.scaffold)
        self.assertNotIn("plugin/__pycache__/one.cpython-311.pyc", found.kept)
        self.assertIn("plugin/__pycache__/two.cpython-311.pyc", found.kept)
        self.assertFalse([path for path in found.scaffold if path.endswith(".py")])

    def test_what_the_start_imports_is_compiled_in_the_scaffold(self):
        found = self.explore(_FILES, frozen="off")
        for name in ("abc", "codecs", "io"):
            end = f"/__pycache__/{name}.cpython-311.pyc"
            self.assertTrue([path for path in found.scaffold if path.endswith(end)], name)

    def test_what_only_functions_of_the_standard_library_import_is_not_compiled(self):
        # Of the plugin's own imports json is one, and so is json.decoder, which json imports.
        found = self.explore(
            {"plugin/plugin.py": "import re\ndef run_e(p):\n import json\n return json.dumps(p)\n"}
        )
        compiled = {
            path.rpartition("/lib/python3.11/")[2] for path in found.kept if path.endswith(".pyc")
        }
        self.assertIn("json/__pycache__/decoder.cpython-311.pyc", compiled)
        self.assertNotIn("__pycache__/warnings.cpython-311.pyc", compiled)
        self.assertTrue([path for path in found.kept if path.endswith("/warnings.py")])

    def test_python_takes_the_compiled_form_without_a_look_at_the_source(self):
        found = self.explore(_FILES)
        data = found.kept["plugin/__pycache__/two.cpython-311.pyc"]
        source_hash = importlib.util.source_hash(found.kept["plugin/two.py"])
        self.assertEqual(data[:16], importlib.util.MAGIC_NUMBER + b"\1\0\0\0" + source_hash)
        code = marshal.loads(data[16:])
        self.assertEqual(code.co_filename, f"{self.folder}/plugin/two.py")
        data = found.kept["site/pkg/__pycache__/__init__.cpython-311.pyc"]
        code = marshal.loads(data[16:])
        self.assertEqual(code.co_filename, f"{self.folder}/site/pkg/__init__.py")

    def test_the_level_of_optimization(self):
        for level in (1, 2):
            found = self.explore(_FILES, optimize=level)
            data = found.scaffold[f"plugin/__pycache__/one.cpython-311.opt-{level}.pyc"]
            code = marshal.loads(data[16:])
            self.assertEqual("documentation" in code.co_consts, level == 1)

    def test_sources_of_imported_modules_lie_last(self):
        found = self.explore(_FILES)
        kept = found.images[0]
        last = [found.kept[name] for name in ("plugin/one.py", "plugin/plugin.py")]
        self.assertIn(b"".join(last), kept)
        early = kept.index(found.kept["plugin/two.py"])
        self.assertLess(early, kept.index(last[0]))
        aliases = next(data for path, data in found.kept.items() if path.endswith("/aliases.py"))
        self.assertLess(early, kept.index(zlib.compress(aliases)))


class Whole(PackingTest):
    def test_the_images_alone_run_the_plugin(self):
        found = self.explore(_FILES)
        with tempfile.TemporaryDirectory() as folder:
            for path, content in found.kept.items():
                place = Path(folder, path)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(content)
            program = (
                f"import sys; sys.path[:0] = [{folder!r} + '/plugin', {folder!r} + '/site']\n"
                "import plugin; print(plugin.run_e('abc'))\n"
            )
            answer = subprocess.check_output([sys.executable, "-I", "-S", "-B", "-c", program])
        self.assertEqual(answer, b"cba!\n")

    def test_two_explorations_give_the_same_bytes(self):
        self.write(_FILES)
        self.assertEqual(self.explore().images, self.explore().images)

    def test_a_file_is_the_same_whatever_else_was_explored(self):
        # Constants that the exploration refers to itself, and one that the plugin has interned.
        source = (
            "import importlib\n"
            "def reply(p):\n"
            "    importlib.import_module('pkg.part')\n"
            "    return p in {'b', 'c', 'd'} or '-' or 'wonderful' or 1234567, '-'\n"
        )
        self.write({**_FILES, "plugin/two.py": source, "site.1/pkg/part.py": ""})
        first = self.explore()
        other = self.explore(
            {"plugin/plugin.py": "import sys, pkg.part\nsys.held = sys.intern('-')\n"},
            include=["pkg.part", "two"],
        )
        path = "plugin/__pycache__/two.cpython-311.pyc"
        self.assertEqual(first.kept[path], other.kept[path])


if __name__ == "__main__":
    unittest.main()
