# SPDX-License-Identifier: Apache-2.0
# tests/conformance/scripts/modules/plugin.py: modules that are carried or not; the payload names one
import importlib
import importlib.util
import sys

try:
    import numpy
except ImportError:
    numpy = None

try:
    import csv
except ModuleNotFoundError as error:
    csv = error.name


def run_e(payload):
    try:
        return str(globals()[payload]())
    except ImportError as error:
        return f"{type(error).__name__}: {error} ({error.name})"


# `exec` and computed names: nothing that packing can see.


def computed(*parts):
    return "".join(parts)


def statement():
    exec("import colorsys")


def from_statement():
    exec("from colorsys import rgb_to_hsv")


def function():
    importlib.import_module(computed("color", "sys"))


def builtin():
    exec("import _zoneinfo")


def package():
    exec("import concurrent.futures")


def submodule():
    exec("import json.tool")


def own_module():
    exec("import parts.other")


def unknown():
    exec("import nothing_like_it")


def spec():
    return [importlib.util.find_spec(computed("color", name)) for name in ("sys", "less")]


def optional():
    return numpy, csv, "csv" in sys.modules


def caught():
    try:
        exec("import colorsys")
    except ModuleNotFoundError as error:
        return error.name, "colorsys" in sys.modules


def once_more():
    for _ in range(2):
        try:
            exec("import colorsys")
        except ModuleNotFoundError as error:
            last = error
    raise last


def in_function():
    import textwrap
    return textwrap.shorten("a b c", 3, placeholder=""), textwrap.__file__


def included():
    return importlib.import_module(computed("frac", "tions")).Fraction(1, 2)


def included_package():
    return importlib.import_module(computed("wsgi", "ref.util")).request_uri.__name__


def excluded():
    import csv
    return csv


def by_name():
    return importlib.import_module(computed("parts.", "found")).word


def data():
    with open("/plugin/unused/notes.txt") as file:
        return file.read()


def builtin_names():
    return "_zoneinfo" in sys.builtin_module_names, "math" in sys.builtin_module_names


def reload():
    import textwrap
    return importlib.reload(textwrap) is textwrap


def search_path():
    return sys.path, [finder.__name__ for finder in sys.meta_path]


def optimized():
    """Kept with the default level."""
    try:
        assert False
    except AssertionError:
        return sys.flags.optimize, "asserted", optimized.__doc__
