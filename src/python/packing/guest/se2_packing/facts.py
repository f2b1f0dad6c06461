# SPDX-License-Identifier: Apache-2.0
# src/python/packing/guest/se2_packing/facts.py: what CPython 3.11 imports unseen, or hardly ever

# Modules that C code imports (PyImport_ImportModule, PyCapsule_Import and the like in Modules/*.c).
# _json, _csv, _struct, _random, zlib and the others that are not named import nothing.
IMPORTED_BY_C = {
    "_asyncio": (
        "asyncio", "asyncio.base_futures", "asyncio.base_tasks", "asyncio.coroutines",
        "asyncio.events", "asyncio.exceptions", "traceback", "weakref",
    ),
    "_codecs_cn": ("_multibytecodec",),
    "_codecs_hk": ("_multibytecodec", "_codecs_tw"),
    "_codecs_iso2022": ("_multibytecodec", "_codecs_cn", "_codecs_jp", "_codecs_kr"),
    "_codecs_jp": ("_multibytecodec",),
    "_codecs_kr": ("_multibytecodec",),
    "_codecs_tw": ("_multibytecodec",),
    "_datetime": ("time",),
    "_decimal": ("collections", "collections.abc", "numbers"),
    "_elementtree": ("copy", "pyexpat", "xml.etree.ElementPath"),
    "_operator": ("functools",),
    "_pickle": ("_compat_pickle", "codecs", "copyreg", "functools"),
    "_sre": ("re",),
    "_zoneinfo": ("datetime", "io", "weakref", "zoneinfo._common", "zoneinfo._tzpath"),
    "array": ("collections.abc",),
}  # fmt: skip

# Modules whose name the standard library makes at run time.
IMPORTED_BY_COMPUTED_NAME = {
    "dbm": ("dbm.dumb",),
    "sysconfig": ("_sysconfigdata__wasi_wasm32-wasi",),
    "xml.dom.domreg": ("xml.dom.minidom",),
    "zoneinfo._common": ("tzdata",),
}

_IMPORT_SYSTEM = (
    "_frozen_importlib", "_frozen_importlib_external", "importlib", "importlib._abc",
    "importlib.abc", "zipimport",
)  # fmt: skip

# Imports that happen only where other code uses one of the names: of the standard library's
# function-level imports those that would bring much, and of C code's. No names: they never happen
# on WASI, or whatever makes them happen has already imported the module. The rules of builtins, the
# interpreter's core, and of sdk count uses outside the standard library only, which imports what it
# needs.
#
# (importers, modules, names)
RARE_IMPORTS = (
    (_IMPORT_SYSTEM, ("importlib.metadata",), ("invalidate_caches",)),
    (_IMPORT_SYSTEM, ("importlib.readers",), ("get_resource_reader",)),
    (_IMPORT_SYSTEM, ("tokenize",), ("get_source",)),
    (("ast",), ("inspect",), ("get_docstring",)),
    (("asyncio",), ("asyncio.windows_events",), ()),
    (("builtins",), ("copyreg",), ("__reduce__", "__reduce_ex__", "__getstate__")),
    (("builtins",), ("struct",), ("memoryview",)),
    (("builtins",), ("unicodedata",), ("namereplace",)),
    (("collections",), ("copy",), ("UserDict",)),
    (("collections",), ("heapq",), ("most_common",)),
    (("concurrent.futures",), ("concurrent.futures.process",), ()),
    (("encodings",), ("_winapi", "encodings.mbcs"), ()),
    (("functools",), ("typing", "weakref"), ("singledispatch", "singledispatchmethod")),
    (("hashlib",), ("logging",), ()),
    (("logging", "zoneinfo._zoneinfo"), ("pickle",), ()),
    (("ntpath",), ("string",), ("expandvars",)),
    (("os",), ("nt", "ntpath", "subprocess", "warnings"), ()),
    (("platform",), ("subprocess",), ("processor", "uname")),
    (("platform",), ("plistlib", "socket"), ()),
    (("posixpath",), ("re",), ("expandvars",)),
    (("re._parser",), ("unicodedata",), ("\\N{",)),
    (("sdk",), ("logging",), ("Handler",)),
    (("sdk",), ("sdk.cache",), ("cache",)),
    (("sdk",), ("sdk.database",), ("database",)),
    (("sdk",), ("sdk.graphql",), ("graphql",)),
    (("sdk",), ("sdk.http",), ("http",)),
    (("sdk",), ("sdk.request",), ("request",)),
    (("sdk",), ("sdk.response",), ("response",)),
    (("sdk",), ("sdk.secret",), ("secret",)),
    (("sdk",), ("sdk.static_file",), ("static_file",)),
    (("shutil",), ("tarfile", "zipfile"), ("make_archive", "unpack_archive")),
    (("sysconfig",), ("_aix_support", "_osx_support", "pprint"), ()),
    (("time", "datetime", "_datetime"), ("_strptime",), ("strptime",)),
    (("uuid",), ("shutil", "socket", "subprocess"), ()),
    (("warnings",), ("re",), ("filterwarnings",)),
    (("warnings",), ("traceback",), ("set_coroutine_origin_tracking_depth",)),
    (("warnings",), ("tracemalloc",), ()),
    (("weakref",), ("copy",), ()),
    (("zipfile",), ("py_compile",), ("PyZipFile",)),
)

# Modules that the standard library imports only where a C module is missing.
REPLACED_BY_C = {
    "_py_abc": "_abc",
    "_pydecimal": "_decimal",
    "_threading_local": "_thread",
    "zoneinfo._zoneinfo": "_zoneinfo",
}

# Modules that cannot be imported without a C module, which the standard library tries to import
# but does not rely on.
USELESS_WITHOUT = {
    "bz2": "_bz2",
    "ctypes": "_ctypes",
    "curses": "_curses",
    "dbm.gnu": "_gdbm",
    "dbm.ndbm": "_dbm",
    "lzma": "_lzma",
    "multiprocessing": "_multiprocessing",
    "sqlite3": "_sqlite3",
    "ssl": "_ssl",
    "tkinter": "_tkinter",
}

# Standard modules that are lists of codecs rather than users of them.
LISTS_OF_CODECS = ("encodings", "locale")

# Names that say of a program that it may wait, for which the packed module needs poll_oneoff.
SLEEP = "sleep"
WAITING_C_MODULES = ("select",)
# Standard modules that name sleep only for what WASI does not have.
NEVER_SLEEPING = ("subprocess",)

# Frozen modules that Python's start has loaded: what they import further is said above.
ALWAYS_LOADED = (
    "_frozen_importlib", "_frozen_importlib_external", "abc", "codecs", "io", "zipimport",
)  # fmt: skip

_rare = {
    (importer, module): rule
    for rule in RARE_IMPORTS
    for importer in rule[0]
    for module in rule[1]
}  # fmt: skip

WATCHED_NAMES = frozenset(name for rule in RARE_IMPORTS for name in rule[2]) | {SLEEP}
NAMES_OF_CORE = frozenset(
    name for rule in RARE_IMPORTS if {"builtins", "sdk"} & {*rule[0]} for name in rule[2]
)  # fmt: skip

# Modules that are there under a second name.
ALIASES = {
    "importlib._bootstrap": "_frozen_importlib",
    "importlib._bootstrap_external": "_frozen_importlib_external",
    "os.path": "posixpath",
}


def rare_import(importer, module):
    """The rule of RARE_IMPORTS for an import, or None."""
    return _rare.get((importer, module))


def rare_imports_of(importer):
    """The rules for a module whose own code is not looked at."""
    return [rule for rule in RARE_IMPORTS if importer in rule[0]]
