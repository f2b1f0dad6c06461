# SPDX-License-Identifier: Apache-2.0
# src/python/packing/guest/se2_packing/layout.py: the folders and where they are carried

import sys


class Layout:
    def __init__(self, options):
        self.roots = tuple(options.roots)
        self.sites = tuple(options.sites)
        self.stdlib = options.stdlib
        # The deepest first: the standard library may hold a folder of packages.
        self._bases = sorted((*self.roots, *self.sites, self.stdlib), key=len, reverse=True)

    def base(self, path):
        """The folder among the plugin's, the sites and the standard library that holds path."""
        for base in self._bases:
            if path == base or path.startswith(base + "/"):
                return base
        return None

    def relative(self, path):
        return path[len(self.base(path)) + 1 :]

    def is_standard(self, path):
        return self.base(path) == self.stdlib

    def carried(self, path):
        """Where the packed plugin finds the file."""
        base = self.base(path)
        if base in self.sites:
            return self.sites[0] + path[len(base) :]
        return path

    def search_path(self):
        """Where modules are looked for, in Python's order; folders of the plugin that it has put
        on sys.path itself are among them."""
        known = [folder for folder in sys.path if self.base(folder) is not None]
        missing = (*self.roots, self.stdlib, *self.sites)
        return known + [folder for folder in missing if folder not in known]
