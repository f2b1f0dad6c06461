# SPDX-License-Identifier: Apache-2.0
# tests/unit/packing/test_packages.py: which files come with a package, and which never do

import os
import unittest
from pathlib import Path

from support import PackingTest

_WHEEL = {
    "site/pkg/__init__.py": "",
    "site/pkg/other.py": "",
    "site/pkg/data.json": "{}",
    "site/pkg/sub/deep.txt": "deep",
    "site/single.py": "",
    "site/Pkg_Name-1.0.dist-info/METADATA": "Name: Pkg.Name\nVersion: 1.0\n",
    "site/Pkg_Name-1.0.dist-info/RECORD": "pkg/__init__.py,,\npkg/data.json,,\nsingle.py,,\n",
    "site/Pkg_Name-1.0.dist-info/direct_url.json": '{"url": "file:///home/me/pkg"}',
    "site/unrelated/__init__.py": "",
    "site/unrelated-1.0.dist-info/METADATA": "Name: unrelated\n",
    "site/unrelated-1.0.dist-info/RECORD": "unrelated/__init__.py,,\n",
}


class Packages(PackingTest):
    def test_a_package_comes_whole_with_its_metadata(self):
        found = self.explore({"plugin/plugin.py": "import pkg\n", **_WHEEL})
        self.assertCountEqual(
            found.own(),
            [
                "plugin/plugin.py", "site/pkg/__init__.py", "site/pkg/other.py",
                "site/pkg/__pycache__/other.cpython-311.pyc", "site/pkg/data.json",
                "site/pkg/sub/deep.txt", "site/Pkg_Name-1.0.dist-info/METADATA",
                "site/Pkg_Name-1.0.dist-info/RECORD",
            ],
        )  # fmt: skip
        self.assertEqual(found.why("site/pkg/data.json"), "package pkg")

    def test_metadata_says_nothing_of_scripts_which_name_the_python_of_a_machine(self):
        found = self.explore(
            {
                "plugin/plugin.py": "import pkg\n",
                "site/pkg/__init__.py": "",
                "site/pkg-1.0.dist-info/RECORD":
                    "../../bin/pkg,sha256=abc,9\npkg/__init__.py,,\n",
            }
        )  # fmt: skip
        self.assertEqual(found.kept["site/pkg-1.0.dist-info/RECORD"], b"pkg/__init__.py,,\n")

    def test_a_single_module_comes_alone_with_its_metadata(self):
        found = self.explore({"plugin/plugin.py": "import single\n", **_WHEEL})
        self.assertIn("site/single.py", found.kept)
        self.assertIn("site/Pkg_Name-1.0.dist-info/METADATA", found.kept)
        self.assertNotIn("site/pkg/__init__.py", found.kept)

    def test_parts_of_a_package_are_followed_but_not_its_tests(self):
        found = self.explore(
            {
                "plugin/plugin.py": "import pkg\n",
                "site/pkg/__init__.py": "",
                "site/pkg/part.py": "import single\n",
                "site/pkg/tests/test_part.py": "import untested\n",
                "site/pkg/__main__.py": "import unmain\n",
                "site/pkg/not-a-name.py": "import unnamed\n",
                "site/single.py": "",
                "site/untested.py": "",
                "site/unmain.py": "",
                "site/unnamed.py": "",
            }
        )
        self.assertIn("site/single.py", found.kept)
        self.assertIn("site/pkg/tests/test_part.py", found.kept)
        for name in ("untested", "unmain", "unnamed"):
            self.assertNotIn(f"site/{name}.py", found.kept)

    def test_files_that_are_never_carried(self):
        never = {
            "plugin/pkg/.env": "SECRET",
            "plugin/pkg/.git/config": "",
            "plugin/pkg/__pycache__/part.cpython-311.pyc": b"stale",
            "plugin/pkg/stale.pyc": b"",
            "plugin/pkg/stale.py": "",
            "plugin/pkg/types.pyi": "",
            "plugin/pkg/node_modules/a/index.js": "",
            "plugin/pkg/venv/pyvenv.cfg": "",
            "plugin/pkg/venv/lib/a.py": "",
            "plugin/pkg/fast.cpython-311-x86_64-linux-gnu.so": b"",
            "plugin/pkg/fast.pyd": b"",
        }
        found = self.explore(
            {"plugin/plugin.py": "import pkg\n", "plugin/pkg/__init__.py": "", **never}
        )
        self.assertCountEqual(
            [path for path in found.own() if path.startswith("plugin/pkg/")],
            [
                "plugin/pkg/__pycache__/stale.cpython-311.pyc",
                "plugin/pkg/__init__.py",
                "plugin/pkg/stale.py",
            ],
        )
        self.assertEqual(
            [os.path.basename(path) for path in found.report["native"]],
            ["fast.cpython-311-x86_64-linux-gnu.so", "fast.pyd"],
        )

    def test_modules_without_source(self):
        self.write({"plugin/pkg/__init__.py": "", "plugin/pkg/bare.py": "import single\n"})
        import py_compile

        bare = Path(self.folder, "plugin/pkg/bare.py")
        py_compile.compile(str(bare), cfile=f"{bare}c", doraise=True)
        bare.unlink()
        found = self.explore({"plugin/plugin.py": "import pkg\n", "plugin/single.py": ""})
        self.assertIn("plugin/pkg/bare.pyc", found.kept)
        self.assertIn("plugin/single.py", found.kept)

    def test_namespace_packages(self):
        found = self.explore(
            {
                "plugin/plugin.py": "import mine.part, shared.one.part\n",
                "plugin/mine/part.py": "",
                "plugin/mine/data.txt": "",
                "site/shared/one/__init__.py": "",
                "site/shared/one/part.py": "",
                "site/shared/one/data.txt": "",
                "site/shared/two/__init__.py": "",
                "site.1/shared/one/ignored.txt": "",
            }
        )
        self.assertCountEqual(
            found.own(),
            [
                "plugin/plugin.py", "plugin/mine/part.py", "plugin/mine/data.txt",
                "site/shared/one/__init__.py", "site/shared/one/part.py",
                "site/shared/one/data.txt",
            ],
        )  # fmt: skip

    def test_all_sites_become_one_and_the_first_wins(self):
        found = self.explore(
            {
                "plugin/plugin.py": "import one, two\n",
                "site/one.py": "",
                "site.1/one.py": "second = True\n",
                "site.1/two.py": "",
            }
        )
        self.assertEqual((found.kept["site/one.py"], found.kept["site/two.py"]), (b"", b""))
        self.assertNotIn("site.1/two.py", found.kept)

    def test_a_link_to_a_folder_around_it_ends(self):
        self.write({"plugin/plugin.py": "import pkg\n", "plugin/pkg/__init__.py": ""})
        os.symlink(f"{self.folder}/plugin/pkg", f"{self.folder}/plugin/pkg/again")
        self.assertCountEqual(
            self.explore().own(), ["plugin/plugin.py", "plugin/pkg/__init__.py"]
        )  # fmt: skip


if __name__ == "__main__":
    unittest.main()
