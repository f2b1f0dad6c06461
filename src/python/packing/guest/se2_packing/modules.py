# SPDX-License-Identifier: Apache-2.0
# src/python/packing/guest/se2_packing/modules.py: finds modules without running them

import _imp
import os
import sys

from .facts import ALIASES


class Module:
    """kind: builtin, frozen, source, bytecode, namespace or alias.

    path     its file, where it has one
    folders  where the submodules are; None where it is no package
    target   of an alias, the name of the module that it is
    """

    __slots__ = ("name", "kind", "path", "folders", "target")

    def __init__(self, name, kind, path=None, folders=None, target=None):
        self.name = name
        self.kind = kind
        self.path = path
        self.folders = folders
        self.target = target

    @property
    def package(self):
        """What relative imports start from."""
        return self.name if self.folders is not None else self.name.rpartition(".")[0]

    @property
    def place(self):
        """Its file or folder; None where it has neither."""
        return self.path or (self.folders[0] if self.folders else None)


class Finder:
    def __init__(self, layout, before, builtins=sys.builtin_module_names):
        self._layout = layout
        self._search_path = layout.search_path()
        self._loaded = {name: sys.modules[name] for name in before if name in sys.modules}
        self._builtins = frozenset(builtins)
        self._found = {}
        self._entries = {}

    def find(self, name):
        """The module, or None. Its parents are found, not imported."""
        if name not in self._found:
            self._found[name] = self._search(name)
        return self._found[name]

    def is_loaded(self, name):
        return name in self._loaded

    def entries(self, folder):
        """The names in a folder, each with whether it is a folder, or None for a link that leads
        nowhere or out of what is pre-opened; empty where it is none."""
        if folder not in self._entries:
            try:
                with os.scandir(folder) as entries:
                    self._entries[folder] = {entry.name: _is_folder(entry) for entry in entries}
            except OSError:
                self._entries[folder] = {}
        return self._entries[folder]

    def _search(self, name):
        if name in self._loaded:
            found = self._as_loaded(name)
            if found:
                return found
        if name in ALIASES:
            return Module(name, "alias", target=ALIASES[name])
        if name in self._builtins:
            return Module(name, "builtin")
        parent, _, tail = name.rpartition(".")
        folders = self._search_path
        if parent:
            package = self.find(parent)
            if package is None or package.folders is None:
                return None
            folders = package.folders
        if _imp.is_frozen(name):
            return frozen_module(name)
        return self._search_folders(name, tail, folders)

    def _as_loaded(self, name):
        """The plugin's own imports decide: it may have changed sys.path or a __path__."""
        # Not getattr: what stands for a module may import another one when it is asked.
        spec = getattr(self._loaded[name], "__dict__", {}).get("__spec__")
        if not isinstance(getattr(spec, "name", None), str):
            return None
        if spec.name != name:
            return Module(name, "alias", target=spec.name)
        if spec.origin == "frozen":
            return frozen_module(name)
        folders = spec.submodule_search_locations
        if folders is not None:
            folders = [folder for folder in folders if self._layout.base(folder)]
        path = spec.origin if spec.has_location else None
        if path is None:
            return Module(name, "namespace", folders=folders) if folders else None
        if self._layout.base(path) is None:
            return None
        kind = {".py": "source", ".pyc": "bytecode"}.get(os.path.splitext(path)[1])
        return Module(name, kind, path, folders) if kind else None

    def _search_folders(self, name, tail, folders):
        portions = []
        for folder in folders:
            entries = self.entries(folder)
            path = f"{folder}/{tail}"
            if entries.get(tail):
                inside = self.entries(path)
                for file, kind in (("__init__.py", "source"), ("__init__.pyc", "bytecode")):
                    if inside.get(file) is False:
                        return Module(name, kind, f"{path}/{file}", [path])
                portions.append(path)
            for suffix, kind in ((".py", "source"), (".pyc", "bytecode")):
                if entries.get(tail + suffix) is False:
                    return Module(name, kind, path + suffix)
        return Module(name, "namespace", folders=portions) if portions else None


def _is_folder(entry):
    try:
        if entry.is_symlink():
            entry.stat()
        return entry.is_dir()
    except OSError:
        return None


def frozen_module(name):
    is_package = _imp.is_frozen_package(name)
    return Module(name, "frozen", folders=[] if is_package else None)
