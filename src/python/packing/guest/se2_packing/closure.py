# SPDX-License-Identifier: Apache-2.0
# src/python/packing/guest/se2_packing/closure.py: the modules that can be reached from the first

import _imp

from . import facts
from .bytecode import uses_of
from .compiled import cached, code_of_pyc, compiled, read
from .text_codecs import TextCodecs, encoding_of

_LIGHT_CODEC_IMPORTS = ("codecs", "encodings", "binascii", "_codecs")


class Reached:
    """A module of the closure; code and source are None where it has none. is_used is false where
    nothing but Python's start has imported it."""

    __slots__ = ("module", "importer", "package", "source", "code", "is_used")

    def __init__(self, module, importer, package):
        self.module = module
        self.importer = importer
        self.package = package
        self.source = self.code = None
        self.is_used = False


class Closure:
    def __init__(self, options, layout, finder, exclusions, when_reached):
        """when_reached: called with each module, before its own imports are looked at."""
        self._optimize = options.optimize
        self._layout = layout
        self._finder = finder
        self._exclusions = exclusions
        self._when_reached = when_reached
        self._codecs = TextCodecs(finder)
        self._known_codecs = {}
        self._pending = []
        self._rare = []
        self._users = {}
        self._loads = {}
        self._asked_for = set()
        self.reached = {}
        self.absent = {}

    def reach(self, name, importer=None, package=None):
        """Adds a module and the packages around it; answers whether all exist. Who reaches it is
        a module, `importer`, or else the package that it is a part of, or nobody."""
        parts = name.split(".")
        for count in range(1, len(parts) + 1):
            part = ".".join(parts[:count])
            if self._exclusions.has_module(part):
                return False
            module = self._finder.find(part)
            if module is None or module.path and self._exclusions.has_path(module.path):
                return False
            if module.kind == "alias":
                self.reach(module.target, importer, package)
            self._add(part, module, importer, package)
        return True

    def follow(self):
        """Looks at the imports of all that was added, and of what they add."""
        while self._pending or self._take_rare():
            one = self._pending.pop(0)
            self._when_reached(one)
            if one.module.kind == "builtin" or one.module.name in facts.ALWAYS_LOADED:
                self._follow_facts(one.module.name)
                if one.module.kind == "source":
                    one.source, one.code = self._load(one.module)
            elif one.module.kind not in ("namespace", "alias"):
                self._follow_code(one)
            for name in facts.IMPORTED_BY_COMPUTED_NAME.get(one.module.name, ()):
                self.reach(name, one.module.name)
                self._note_load(one.module.name, name)

    def is_standard(self, module):
        return module.place is None or self._layout.is_standard(module.place)

    def users(self, name):
        """The modules that use one of facts.WATCHED_NAMES."""
        return self._users.get(name, frozenset())

    def likely(self):
        """The names of the modules that runs are likely to load: what the plugin imports, wherever
        it does, and what that imports when it is loaded. The others are imported by functions of
        the standard library, most of which no plugin calls."""
        wanted = (one for one in self.reached.values() if not one.importer or one.package)
        pending = [*self._asked_for, *(one.module.name for one in wanted)]
        found = set()
        while pending:
            name = pending.pop()
            if name and name not in found:
                found.add(name)
                pending += self._loads.get(name, ())
                pending.append(name.rpartition(".")[0])
        return found

    def _note_load(self, importer, name):
        self._loads.setdefault(importer, set()).add(name)

    def _add(self, name, module, importer, package):
        one = self.reached.get(name)
        if one is None:
            one = self.reached[name] = Reached(module, importer, package)
            self._pending.append(one)
        elif one.importer is None and one.package is not None:
            one.importer = importer
        one.is_used |= importer is not None or package is not None

    def _follow_facts(self, name):
        for imported in facts.IMPORTED_BY_C.get(name, ()):
            self.reach(imported, name)
            self._note_load(name, imported)
        for rule in facts.rare_imports_of(name):
            for imported in rule[1]:
                self._rare.append((rule, name, imported, ()))

    def _follow_code(self, one):
        name = one.module.name
        one.source, one.code = self._load(one.module)
        if one.code is None:
            return
        is_standard = self.is_standard(one.module)
        uses = uses_of(one.code, one.module.package, is_standard)
        self._note_names(name, uses, is_standard)
        for imported, names in uses.imports:
            if is_standard and self._is_pointless(imported, names):
                continue
            rule = facts.rare_import(name, imported)
            if rule is not None:
                self._rare.append((rule, name, imported, names))
            else:
                self._import(imported, names, name, not is_standard or imported in uses.early)
        for imported in uses.literals:
            if self._finder.find(imported):
                self.reach(imported, name)
                if not is_standard or imported in uses.early:
                    self._note_load(name, imported)
        if one.module.kind != "frozen" and name.partition(".")[0] not in facts.LISTS_OF_CODECS:
            self._follow_codecs(name, uses.strings, is_standard)
        if one.source is not None:
            self._follow_codecs(name, encoding_of(one.source), False)

    def _load(self, module):
        if module.kind == "frozen":
            return None, _imp.get_frozen_object(module.name)
        data = read(module.path)
        if module.kind == "bytecode":
            return None, code_of_pyc(data)
        path = self._layout.carried(module.path)
        code = None
        if self._layout.is_standard(module.path):
            code = cached(data, path, module.path, self._optimize)
        return data, code or compiled(data, path, self._optimize)

    def _import(self, name, names, importer, is_likely):
        if is_likely:
            self._note_load(importer, name)
        if not self.reach(name, importer):
            if not (
                name == "__main__"
                or self._exclusions.has_module(name)
                or self._finder.is_loaded(name)
            ):
                self.absent.setdefault(name, set()).add(importer)
            return
        package = self._finder.find(name)
        if package.folders is None:
            return
        parts = [one for one in names if one != "*"]
        if "*" in names:
            parts += self._all_of(package)
        for one in parts:
            if self.reach(f"{name}.{one}", importer) and is_likely:
                self._note_load(importer, f"{name}.{one}")

    def _all_of(self, package):
        """`from package import *` imports the submodules that its __all__ names."""
        code = self._load(package)[1] if package.kind == "source" else None
        if code is None:
            return []
        strings = uses_of(code, package.package, True).strings
        return sorted(text for text in strings if text.isidentifier())

    def _is_pointless(self, name, names):
        """Whether an import of the standard library brings nothing with the C modules there are."""
        tops = name, name.partition(".")[0]
        needed = next(filter(None, map(facts.USELESS_WITHOUT.get, tops)), None)
        if needed and not self._has_builtin(needed):
            return True
        modules = (name, *(f"{name}.{one}" for one in names))
        return any(self._has_builtin(facts.REPLACED_BY_C.get(module)) for module in modules)

    def _has_builtin(self, name):
        return bool(name and self._finder.find(name)) and not self._exclusions.has_module(name)

    def _note_names(self, name, uses, is_standard):
        used = facts.WATCHED_NAMES & (uses.names | uses.strings)
        if is_standard:
            used -= facts.NAMES_OF_CORE
        elif any("\\N{" in text for text in uses.strings):
            used |= {"\\N{"}
        for one in used:
            self._users.setdefault(one, set()).add(name)

    def _take_rare(self):
        """Takes the rare imports that what was added makes happen; answers whether any did."""
        waiting = []
        for rare in self._rare:
            rule, importer, imported, names = rare
            users = {user for name in rule[2] for user in self.users(name)} - {*rule[0], *rule[1]}
            if users:
                self._import(imported, names, importer, False)
                if not all(self.is_standard(self.reached[user].module) for user in users):
                    self._asked_for.add(imported)
            else:
                waiting.append(rare)
        self._rare = waiting
        return bool(self._pending)

    def _follow_codecs(self, name, strings, is_standard):
        for text in sorted(strings):
            codec = self._codecs.module_of(text)
            if codec and (not is_standard or self._is_light(f"encodings.{codec}")):
                self.reach(f"encodings.{codec}", name)
                if not is_standard:
                    self._note_load(name, f"encodings.{codec}")

    def _is_light(self, codec):
        """Whether a codec brings no more than itself: the standard library names many."""
        if codec not in self._known_codecs:
            module = self._finder.find(codec)
            _, code = self._load(module)
            imports = uses_of(code, module.package, True).imports
            self._known_codecs[codec] = all(
                name.partition(".")[0] in _LIGHT_CODEC_IMPORTS for name, _ in imports
            )
        return self._known_codecs[codec]
