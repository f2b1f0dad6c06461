# SPDX-License-Identifier: Apache-2.0
# src/python/packing/guest/se2_packing/exclusions.py: --exclude, which wins over everything

from .globs import matches


class Exclusions:
    def __init__(self, patterns, layout):
        self._patterns = tuple(patterns)
        self._layout = layout
        self._used = set()
        self.names = set()
        self.paths = set()

    def has_module(self, name):
        """Whether the module or a package around it is named by a pattern."""
        for pattern in self._patterns:
            if name == pattern or name.startswith(pattern + "."):
                self._used.add(pattern)
                self.names.add(name)
                return True
        return False

    def has_path(self, path):
        """Whether a pattern fits a file or folder, or a folder around it: by the path in the guest
        where the pattern begins with /; by the name where it is a glob without /; else by the path
        in the plugin's folder or the site."""
        for pattern in self._patterns:
            if pattern.startswith("/"):
                subject = self._layout.carried(path)
            elif "/" in pattern or "*" not in pattern and "?" not in pattern:
                subject = self._layout.relative(path)
            else:
                subject = path.rpartition("/")[2]
            pattern_of_folder = pattern.rstrip("/")
            if matches(pattern_of_folder, subject) or matches(f"{pattern_of_folder}/*", subject):
                self._used.add(pattern)
                self.paths.add(self._layout.carried(path))
                return True
        return False

    def unused(self):
        return [pattern for pattern in self._patterns if pattern not in self._used]
