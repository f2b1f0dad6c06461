# SPDX-License-Identifier: Apache-2.0
# src/python/packing/guest/se2_packing/explore.py: from a plugin that was imported to its images

from .cargo import Cargo
from .closure import Closure
from .compiled import cached_name, pyc
from .errors import PackingError
from .exclusions import Exclusions
from .image import image
from .layout import Layout
from .modules import Finder
from .options import Options
from .packages import Packages, is_followed, unit_of
from .report import report


def explore(options):
    """(report, kept, scaffold): what is carried and why, as a dictionary for JSON; the image of
    the files that the packed module keeps; the image of those that only its import needs, which
    are the compiled forms of the modules in options["before"]."""
    return _Exploration(Options(options)).run()


class _Exploration:
    def __init__(self, options):
        self.options = options
        self.layout = Layout(options)
        self.exclusions = Exclusions(options.exclude, self.layout)
        self.finder = Finder(self.layout, options.before)
        self.packages = Packages(self.layout, self.finder, self.exclusions)
        self.kept = Cargo(self.layout)
        self.scaffold = Cargo(self.layout)
        self.closure = Closure(
            options, self.layout, self.finder, self.exclusions, self._bring_whole
        )  # fmt: skip
        self._units = set()

    def run(self):
        before = [name for name in self.options.before if name != "__main__"]
        for name in sorted(before, key=lambda name: name != "plugin"):
            self.closure.reach(name)
            self.closure.follow()
        for name in self.options.include:
            self._include(name)
        if self.options.whole_root:
            for root in self.layout.roots:
                self._bring_folder(root, "", "whole root")
        for path in self.options.data:
            self._bring_data(path)
        self.closure.follow()
        likely = self.closure.likely()
        for one in self.closure.reached.values():
            self._carry(one, likely)
        if not self.options.allow_large:
            self.kept.check_size()
        return report(self), _image(self.kept, deflate=True), _image(self.scaffold)

    def _include(self, name):
        if not self.closure.reach(name, package="include"):
            if self.exclusions.has_module(name):
                return
            folders = ", ".join(self.layout.search_path())
            raise PackingError(
                f"--include {name}: no such module or package\n"
                f"  looked in {folders} and among the C modules\n"
                "  name it as an import statement does, and its folder with --site"
            )
        module = self.finder.find(name)
        for folder in module.folders or ():
            self._bring_folder(folder, name, "include")

    def _bring_whole(self, one):
        """Packages outside the standard library come whole, and so does their metadata."""
        if self.closure.is_standard(one.module):
            return
        unit = unit_of(one.module.name, self.finder, self.layout)
        if unit.name in self._units or not self._is_whole(unit):
            return
        self._units.add(unit.name)
        for folder in unit.folders or ():
            self._bring_folder(folder, unit.name, f"package {unit.name}")
        for path, content in self.packages.metadata_of(unit):
            self.kept.add(path, f"metadata of {unit.name}", unit.name, content)

    def _is_whole(self, unit):
        """In a site a namespace package is shared by distributions: only what is reached in it
        comes."""
        return unit.kind != "namespace" or self.layout.base(unit.place) in self.layout.roots

    def _bring_folder(self, folder, package, why):
        for path in self.packages.files(folder):
            module = _module_name(package, path[len(folder) + 1 :])
            if self.exclusions.has_module(module):
                continue
            if path.endswith((".py", ".pyc")) and is_followed(module):
                found = self.finder.find(module)
                if found and found.path == path:
                    self.closure.reach(module, package=why)
                    continue
            self.kept.add(path, why, package or _top(self.layout.relative(path)))

    def _bring_data(self, path):
        path = path.rstrip("/")
        folder, _, name = path.rpartition("/")
        is_root = path in self.layout.roots
        is_folder = is_root or self.finder.entries(folder).get(name)
        if is_folder is None or self.layout.base(path) not in self.layout.roots:
            raise PackingError(
                f"--data {path}: no such file or folder\n"
                f"  it must lie in the plugin's folder, {', '.join(self.layout.roots)}"
            )
        if is_folder:
            for file in self.packages.files(path):
                self.kept.add(file, "data", "data")
        elif not self.exclusions.has_path(path):
            self.kept.add(path, "data", "data")

    def _carry(self, one, likely):
        """A module's source is kept for tracebacks and inspect; its compiled form only where runs
        are likely to import it."""
        module = one.module
        if module.kind not in ("source", "bytecode"):
            return
        why, package = self._why(one), self._package(module)
        is_before = self.finder.is_loaded(module.name)
        file = self.kept.add(module.path, why, package, one.source)
        file.is_last = is_before
        is_wanted = is_before or module.name in likely
        if module.kind == "source" and one.code is not None and is_wanted:
            path = cached_name(module.path, self.options.optimize)
            cargo = self.scaffold if is_before else self.kept
            content = pyc(one.source, one.code)
            cargo.add(module.path, why, package, content, self.layout.carried(path))

    def _why(self, one):
        if one.importer is not None:
            is_before = self.finder.is_loaded(one.module.name)
            return f"{'imported by' if is_before else 'reached from'} {one.importer}"
        return one.package or ("the plugin" if one.module.name == "plugin" else "loaded at start")

    def _package(self, module):
        if self.closure.is_standard(module):
            return _top(module.name)
        return unit_of(module.name, self.finder, self.layout).name


def _top(name):
    return name.partition(".")[0].partition("/")[0]


def _module_name(package, relative):
    """The module that a file of a package is, or for data the package that it lies in."""
    is_module = relative.endswith((".py", ".pyc"))
    stem = relative.rpartition("." if is_module else "/")[0]
    parts = [package] if package else []
    parts += [part for part in stem.split("/") if part and part != "__init__"]
    return ".".join(parts)


def _image(cargo, deflate=False):
    files = ((file.path, file.bytes(), file.is_last) for file in cargo.files.values())
    return image(files, deflate)
