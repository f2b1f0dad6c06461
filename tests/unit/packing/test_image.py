# SPDX-License-Identifier: Apache-2.0
# tests/unit/packing/test_image.py: the format that the guest's file layer reads

import os
import struct
import unittest

import support
from se2_packing.globs import matches
from se2_packing.image import image


class Image(unittest.TestCase):
    def test_bytes(self):
        self.assertEqual(
            image([("/b", b"late", True), ("/a/c", b"soon", False)]),
            struct.pack("<II", 0x47324553, 2)
            + struct.pack("<IIIII", 48, 3, 52, 4, 4)
            + struct.pack("<IIIII", 51, 1, 56, 4, 4)
            + b"a/cb"
            + b"soonlate",
        )

    def test_what_is_last_lies_behind_the_rest(self):
        built = image([("/a", b"last", True), ("/z", b"first", False)])
        self.assertTrue(built.endswith(b"firstlast"))
        self.assertEqual(list(support.entries(built)), [("a", b"last"), ("z", b"first")])

    def test_paths_are_in_the_order_of_their_bytes(self):
        names = ["/é", "/z", "/a-b", "/a/b", "/a.b", "/\U0001f600", "/\uffff"]
        paths = [path for path, _ in support.entries(image((name, b"", False) for name in names))]
        self.assertEqual(paths, sorted((name[1:] for name in names), key=str.encode))

    def test_what_is_much_smaller_deflated_is_deflated(self):
        contents = {"a": b"text " * 1000, "b": os.urandom(5000), "c": b"c" * 99}
        files = [(f"/{name}", content, False) for name, content in contents.items()]
        built = image(files, deflate=True)
        self.assertEqual(dict(support.entries(built)), contents)
        self.assertLess(len(built), 6000)
        self.assertGreater(len(image(files)), 10000)

    def test_no_files(self):
        self.assertEqual(image([]), struct.pack("<II", 0x47324553, 0))


class Globs(unittest.TestCase):
    def test_match(self):
        for pattern, text in (
            ("*.csv", "a/b.csv"), ("a?c", "abc"), ("*", ""), ("a*b*c", "axxbxbc"), ("a", "a"),
        ):  # fmt: skip
            self.assertTrue(matches(pattern, text), (pattern, text))

    def test_no_match(self):
        for pattern, text in (("*.csv", "a.csvx"), ("a?c", "ac"), ("", "a"), ("a*b", "ac")):
            self.assertFalse(matches(pattern, text), (pattern, text))


if __name__ == "__main__":
    unittest.main()
