# SPDX-License-Identifier: Apache-2.0
# src/python/packing/guest/se2_packing/packages.py: packages come whole, with what belongs to them

import os

_NATIVE = (".so", ".pyd", ".dylib")
_NEVER = (".pyo", ".pyi")
_NEVER_FOLDERS = ("__pycache__", "node_modules")
_METADATA = (".dist-info", ".egg-info")
# Of metadata, what tells where on the builder's machine a package came from.
_NEVER_METADATA = ("direct_url.json",)
_NOT_FOLLOWED = ("test", "tests", "conftest", "__main__")


def is_followed(name):
    """Whether the imports of a module count that nothing but its package has reached."""
    parts = name.split(".")
    return all(part.isidentifier() and part not in _NOT_FOLLOWED for part in parts)


def unit_of(name, finder, layout):
    """The module that comes whole when `name` is reached: the outermost regular package around
    it, where a namespace package of the plugin's own folder counts too; else itself."""
    parts = name.split(".")
    for count in range(1, len(parts)):
        around = finder.find(".".join(parts[:count]))
        if around.kind != "namespace" or layout.base(around.folders[0]) in layout.roots:
            return around
    return finder.find(name)


class Packages:
    def __init__(self, layout, finder, exclusions):
        self._layout = layout
        self._finder = finder
        self._exclusions = exclusions
        self._metadata = {}
        self.native = set()
        self.links = set()

    def files(self, folder, around=()):
        """The files of a folder and its folders that may be carried, in a fixed order."""
        folders = self._finder.entries(folder)
        if "pyvenv.cfg" in folders:
            return
        for name in sorted(folders):
            path = f"{folder}/{name}"
            if not self.may_carry(path):
                continue
            if folders[name] is None:
                self.links.add(self._layout.carried(path))
            elif not folders[name]:
                if not name.endswith(".pyc") or name[:-1] not in folders:
                    yield path
            elif name not in _NEVER_FOLDERS and not _leads_back(path, (*around, folder)):
                yield from self.files(path, (*around, folder))

    def may_carry(self, path):
        name = path.rpartition("/")[2]
        if name.startswith(".") or name.endswith(_NEVER) or self._exclusions.has_path(path):
            return False
        if name.endswith(_NATIVE):
            self.native.add(self._layout.carried(path))
            return False
        return True

    def metadata_of(self, unit):
        """The files of the distribution, or distributions, that a package or module is from, each
        with what to carry in its stead, or None."""
        for path in unit.folders if unit.folders is not None else (unit.path,):
            base = self._layout.base(path)
            inside = path[len(base) + 1 :]
            for folder, record, names in self._distributions(base):
                if f"\n{inside}," in record or f"\n{inside}/" in record or inside in names:
                    for file in self.files(folder):
                        name = file.rpartition("/")[2]
                        if name not in _NEVER_METADATA:
                            yield file, _without_scripts(file) if name == "RECORD" else None

    def _distributions(self, base):
        """(folder, RECORD, names of top_level.txt) of each distribution in a folder."""
        if base not in self._metadata:
            entries = self._finder.entries(base)
            self._metadata[base] = [
                (f"{base}/{name}", *_contents(f"{base}/{name}"))
                for name in sorted(entries)
                if entries[name] and name.endswith(_METADATA)
            ]
        return self._metadata[base]


def _contents(folder):
    record = _text(f"{folder}/RECORD").replace('"', "")
    names = _text(f"{folder}/top_level.txt").split()
    if not record and not names:
        names = [folder.rpartition("/")[2].partition("-")[0].lower()]
    return f"\n{record}", {form for name in names for form in (name, f"{name}.py")}


def _without_scripts(record):
    """Scripts lie outside the folder of packages; they name the Python that they were installed
    for, so that their hashes differ between machines."""
    with open(record, "rb") as file:
        lines = file.read().splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith((b"../", b'"../')))


def _text(path):
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


def _leads_back(path, around):
    """Whether a folder is a link to one of those around it."""
    return os.path.islink(path) and any(os.path.samefile(path, folder) for folder in around)
