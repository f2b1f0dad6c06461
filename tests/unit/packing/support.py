# SPDX-License-Identifier: Apache-2.0
# tests/unit/packing/support.py: a plugin in a temporary folder, explored by a fresh Python

import ast
import os
import struct
import subprocess
import sys
import tempfile
import unittest
import zlib
from pathlib import Path

GUEST = Path(__file__).resolve().parents[3] / "src/python/packing/guest"
sys.path.insert(0, str(GUEST))

# Imports nothing but what it is told to, so that what was loaded before is the plugin's doing.
_DRIVER = """
import sys
guest, folder, options = sys.argv[1], sys.argv[2], eval(sys.argv[3])
for name in options.pop("preload"):
    __import__(name)
options["stdlib"] = next(path for path in sys.path if path.endswith("/lib/python3.11"))
options["roots"] = [f"{folder}/plugin"]
options.setdefault("sites", [f"{folder}/site", f"{folder}/site.1"])
sys.path[:0] = options["roots"]
sys.path += options["sites"]
import plugin
options["before"] = list(sys.modules)
sys.path.append(guest)
from se2_packing.errors import PackingError
from se2_packing.explore import explore
try:
    answer = (None, *explore(options))
except PackingError as error:
    answer = (str(error), None, b"", b"")
sys.__stdout__.write(repr(answer))
"""


class Explored:
    def __init__(self, folder, answer):
        self.error, self.report, *self.images = answer
        prefix = folder.lstrip("/") + "/"
        self.prefix = prefix
        self.kept, self.scaffold = (
            {path.removeprefix(prefix): content for path, content in entries(image)}
            for image in self.images
        )

    def own(self):
        """The paths that are kept and not of the standard library."""
        return [path for path in self.kept if path.startswith(("plugin/", "site"))]

    def why(self, path):
        return next(
            file["why"]
            for file in self.report["files"]
            if file["path"].lstrip("/").removeprefix(self.prefix) == path
        )


class PackingTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = os.path.realpath(temporary.name)
        self.write({"plugin/plugin.py": ""})

    def write(self, files):
        for name, content in files.items():
            path = Path(self.folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, str):
                content = content.encode()
            path.write_bytes(content)

    def explore(self, files=None, preload=(), frozen="on", **options):
        self.write(files or {})
        given = repr({"preload": preload, **options})
        flags = ("-I", "-S", "-B", f"-Xfrozen_modules={frozen}")
        done = subprocess.run(
            [sys.executable, *flags, "-c", _DRIVER, str(GUEST), self.folder, given],
            capture_output=True,
            text=True,
        )
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return Explored(self.folder, ast.literal_eval(done.stdout))


def entries(image):
    """(path, content) of each file of an image."""
    if not image:
        return
    _, count = struct.unpack_from("<II", image)
    for index in range(count):
        at = 8 + 20 * index
        path, path_size, content, stored, size = struct.unpack_from("<IIIII", image, at)
        data = image[content : content + stored]
        data = data if stored == size else zlib.decompress(data)
        yield image[path : path + path_size].decode(), data
