# SPDX-License-Identifier: Apache-2.0
# se2_testing/imports.py: the modules and the search path of one instance of a plugin

from __future__ import annotations

import contextlib
import importlib
import os
import sys
from collections.abc import Iterator
from importlib.machinery import PathFinder
from types import ModuleType

from sdk._run import state

_OWN_PACKAGES = ("sdk", "se2_testing")
_FOUND_FIRST = ("built-in", "frozen")  # before any folder


class Imports:
    """folder: what the plugin lies in, first in its search path. is_fresh: whether its modules are
    the instance's own; else those that the test has imported."""

    def __init__(self, folder: str, is_fresh: bool) -> None:
        self._folder = folder
        self._is_fresh = is_fresh
        self._modules: dict[str, ModuleType] = {}
        self._path: list[str] | None = None

    @contextlib.contextmanager
    def in_place(self) -> Iterator[None]:
        path, folder, writes_none = sys.path[:], state.folder, sys.dont_write_bytecode
        sys.path[:] = self._path or [self._folder, *path]
        state.folder = self._folder
        sys.dont_write_bytecode = True  # as in a guest
        others = self._take_modules()
        sys.modules.update(self._modules)
        importlib.invalidate_caches()
        try:
            yield
        finally:
            self._modules = self._take_modules()
            sys.modules.update(others)
            sys.dont_write_bytecode = writes_none
            state.folder = folder
            self._path, sys.path[:] = sys.path[:], path

    def _take_modules(self) -> dict[str, ModuleType]:
        """Removes the modules that are, or would be, found in the folder."""
        if not self._is_fresh:
            return {}
        found = {name for name in sys.modules if "." not in name and self._is_found(name)}
        names = [name for name in sys.modules if name.partition(".")[0] in found]
        return {name: sys.modules.pop(name) for name in names}

    def _is_found(self, name: str) -> bool:
        spec = getattr(sys.modules[name], "__spec__", None)
        origin = spec and spec.origin
        if name in _OWN_PACKAGES or origin in _FOUND_FIRST:
            return False
        places = (spec and spec.submodule_search_locations) or [origin or ""]
        if any(os.path.dirname(place) == self._folder for place in places):
            return True
        here = PathFinder.find_spec(name, [self._folder])
        return here is not None and here.loader is not None
