# SPDX-License-Identifier: Apache-2.0
# src/python/packing/guest/se2_packing/cargo.py: the files to carry

import os

from .compiled import read
from .errors import PackingError

_LIMIT = 32 << 20
_BIGGEST = 10
_LISTED = 1 << 18


class File:
    """content: bytes, or None while they are still in the file `source`."""

    __slots__ = ("path", "source", "content", "size", "why", "package", "is_last")

    def bytes(self):
        return self.content if self.content is not None else read(self.source)


class Cargo:
    """Files by their path in the guest; of two with one path the first is carried."""

    def __init__(self, layout):
        self._layout = layout
        self.files = {}

    def add(self, source, why, package, content=None, path=None):
        """Carries the file `source` of a folder, or `content` in its stead, at path."""
        path = path or self._layout.carried(source)
        file = self.files.get(path)
        if file is None:
            file = self.files[path] = File()
            file.path = path
            file.source = source
            file.content = content
            file.size = os.stat(source).st_size if content is None else len(content)
            file.why = why
            file.package = package
            file.is_last = False
        return file

    def packages(self):
        """(name, number of files, bytes), the biggest first."""
        totals = {}
        for file in self.files.values():
            count, size = totals.get(file.package, (0, 0))
            totals[file.package] = (count + 1, size + file.size)
        rows = [(name, *total) for name, total in totals.items()]
        return sorted(rows, key=lambda row: (-row[2], row[0]))

    def check_size(self):
        total = sum(file.size for file in self.files.values())
        if total <= _LIMIT:
            return
        files = sorted(self.files.values(), key=lambda file: (-file.size, file.path))
        rows = [(size, name, count) for name, count, size in self.packages() if count > 1]
        rows += [(file.size, file.path, 1) for file in files[:_BIGGEST]]
        rows.sort(key=lambda row: (-row[0], row[1]))
        biggest = ", ".join(
            f"{name} {_mib(size)}" + (f" in {count} files" if count > 1 else "")
            for size, name, count in rows[:_BIGGEST]
            if size >= _LISTED
        )
        raise PackingError(
            f"the plugin would carry {_mib(total)} of files; the limit is {_mib(_LIMIT)}\n"
            f"  the biggest: {biggest}\n"
            "  leave out what it does not need with --exclude, or give --allow-large"
        )


def _mib(size):
    return f"{size / (1 << 20):.1f} MiB"
