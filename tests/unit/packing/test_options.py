# SPDX-License-Identifier: Apache-2.0
# tests/unit/packing/test_options.py: include, exclude, data, whole root, limit

import unittest

from support import PackingTest

_PACKAGE = {
    "plugin/pkg/__init__.py": "",
    "plugin/pkg/part.py": "import single\n",
    "plugin/pkg/rows.csv": "1",
    "plugin/single.py": "",
}


class Include(PackingTest):
    def test_a_package_with_its_submodules(self):
        found = self.explore({"plugin/plugin.py": "", **_PACKAGE}, include=["pkg"])
        self.assertLessEqual(set(_PACKAGE), set(found.kept))
        self.assertEqual(found.why("plugin/pkg/__init__.py"), "include")
        found = self.explore(include=["wsgiref"])
        self.assertTrue(any(path.endswith("/wsgiref/simple_server.py") for path in found.kept))

    def test_a_c_module(self):
        self.assertIn("errno", self.explore(include=["errno"]).report["builtins"])

    def test_what_does_not_exist_is_an_error(self):
        error = self.explore(include=["pkgg.part"]).error
        self.assertRegex(error, r"(?s)--include pkgg\.part: no such module.*/plugin.*--site")
        self.assertLessEqual(error.count("\n"), 4)


class Exclude(PackingTest):
    def explore_without(self, *patterns, **options):
        source = "def f():\n import pkg.part, single\n"
        return self.explore({"plugin/plugin.py": source, **_PACKAGE}, exclude=patterns, **options)

    def test_a_module_and_what_only_it_reaches(self):
        found = self.explore_without("pkg")
        self.assertEqual(
            set(found.own()),
            {"plugin/plugin.py", "plugin/single.py", "plugin/__pycache__/single.cpython-311.pyc"},
        )
        self.assertIn("pkg", found.report["excluded"])
        self.assertEqual(found.report["absent"], [])

    def test_paths(self):
        for pattern in ("*.csv", "pkg/*.csv", "pkg/rows.csv", f"{self.folder}/plugin/pkg/*.csv"):
            found = self.explore_without(pattern)
            self.assertNotIn("plugin/pkg/rows.csv", found.kept)
            self.assertIn("plugin/pkg/part.py", found.kept)
            self.assertEqual(
                found.report["excluded"], [f"{self.folder}/plugin/pkg/rows.csv"], pattern
            )

    def test_a_folder(self):
        for pattern in ("pkg/", f"{self.folder}/plugin/pkg"):
            found = self.explore_without(pattern)
            self.assertFalse([path for path in found.kept if path.startswith("plugin/pkg/")])

    def test_it_wins_over_include_data_and_the_plugins_own_imports(self):
        found = self.explore_without(
            "single", "pkg/rows.csv", include=["single"],
            data=[f"{self.folder}/plugin/pkg/rows.csv"],
        )  # fmt: skip
        self.assertIsNone(found.error)
        self.assertNotIn("plugin/single.py", found.kept)
        self.assertNotIn("plugin/pkg/rows.csv", found.kept)

    def test_a_pattern_that_fits_nothing_is_told(self):
        self.assertEqual(self.explore_without("pkgg", "pkg").report["unused_excludes"], ["pkgg"])

    def test_a_c_module_excluded_brings_its_replacement(self):
        source = {"plugin/plugin.py": "def f():\n import threading\n"}
        for patterns in ([], ["_thread"]):
            found = self.explore(source, exclude=patterns)
            has_replacement = any(path.endswith("/_threading_local.py") for path in found.kept)
            self.assertEqual(has_replacement, bool(patterns))
            self.assertEqual("_thread" in found.report["builtins"], not patterns)


class Data(PackingTest):
    def test_files_and_folders(self):
        files = {"plugin/a.txt": "a", "plugin/b/c/d.bin": b"\0\xff", "plugin/e.txt": ""}
        data = [f"{self.folder}/plugin/{name}" for name in ("a.txt", "b")]
        found = self.explore(files, data=data)
        self.assertEqual(found.kept["plugin/b/c/d.bin"], b"\0\xff")
        self.assertEqual(
            set(found.own()), {"plugin/plugin.py", "plugin/a.txt", "plugin/b/c/d.bin"}
        )  # fmt: skip

    def test_what_is_not_there_is_an_error(self):
        for name in ("plugin/none.txt", "site/a.txt"):
            error = self.explore({"site/a.txt": ""}, data=[f"{self.folder}/{name}"]).error
            self.assertRegex(error, r"--data .*\.txt: no such file or folder")

    def test_whole_root(self):
        files = {
            "plugin/a.txt": "", "plugin/lib/one.py": "def f():\n import two\n",
            "plugin/two.py": "", "plugin/.env": "", "site/three.py": "",
        }  # fmt: skip
        found = self.explore(files, whole_root=True)
        expected = {"plugin/a.txt", "plugin/lib/one.py", "plugin/two.py"}
        self.assertLessEqual(expected, set(found.kept))
        self.assertNotIn("plugin/.env", found.kept)
        self.assertNotIn("site/three.py", found.kept)


class Limit(PackingTest):
    def test_it_names_the_biggest_and_the_way_out(self):
        files = {f"plugin/data/{number}.bin": bytes(1 << 20) for number in range(33)}
        files["plugin/big.bin"] = bytes(2 << 20)
        error = self.explore(files, whole_root=True).error
        self.assertRegex(error, r"35\.0 MiB.*limit is 32\.0 MiB")
        self.assertRegex(error, r"data 33\.0 MiB in 33 files, \S*/plugin/big\.bin 2\.0 MiB, ")
        self.assertRegex(error, r"--exclude.*--allow-large")
        self.assertLessEqual(error.count("\n"), 4)
        self.assertIsNone(self.explore(whole_root=True, allow_large=True).error)


if __name__ == "__main__":
    unittest.main()
