# SPDX-License-Identifier: Apache-2.0
# src/python/packing/guest/se2_packing/report.py: what was carried and why, for people and tools

from . import facts


def report(exploration):
    closure = exploration.closure
    exclusions = exploration.exclusions
    builtins = sorted(
        name for name, one in closure.reached.items() if one.module.kind == "builtin"
    )  # fmt: skip
    files = sorted(exploration.kept.files.values(), key=lambda file: file.path)
    return {
        "files": [{"path": file.path, "size": file.size, "why": file.why} for file in files],
        "packages": [
            {"name": name, "files": count, "bytes": size}
            for name, count, size in exploration.kept.packages()
        ],
        "builtins": builtins,
        "absent": [
            {"name": name, "importers": sorted(closure.absent[name])}
            for name in sorted(closure.absent)
        ],
        "excluded": sorted(exclusions.names | exclusions.paths),
        "unused_excludes": exclusions.unused(),
        "native": sorted(exploration.packages.native),
        "links": sorted(exploration.packages.links),
        "sleeps": _sleeps(closure, builtins),
        "imports_from_zips": _imports_from_zips(exploration),
    }


def _sleeps(closure, builtins):
    """Whether any code may wait; rather true once too often."""
    if any(name in builtins for name in facts.WAITING_C_MODULES):
        return True
    return bool(closure.users(facts.SLEEP) - set(facts.NEVER_SLEEPING))


def _imports_from_zips(exploration):
    """Whether sys.path may name a file that zipimport would read."""
    zipimport = exploration.closure.reached.get("zipimport")
    if zipimport and zipimport.is_used:
        return True
    return any(_is_zip(file.bytes()) for file in exploration.kept.files.values())


def _is_zip(content):
    return b"PK\x05\x06" in content[-(22 + 0xFFFF) :]  # the end of its directory, with a comment
