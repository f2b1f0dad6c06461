# SPDX-License-Identifier: Apache-2.0
# src/python/packing/guest/se2_packing/compiled.py: code of modules, the same bytes every time

import _imp
import _warnings
import marshal
import os
import sys

from _frozen_importlib_external import _RAW_MAGIC_NUMBER, MAGIC_NUMBER

_UNCHECKED_HASH = (1).to_bytes(4, "little")
_HEADER_SIZE = 16

_code = type((lambda: None).__code__)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def cached_name(path, optimize):
    """Where Python looks for the compiled form of a source file."""
    folder, _, file = path.rpartition("/")
    level = f".opt-{optimize}" if optimize else ""
    return f"{folder}/__pycache__/{file[:-3]}.{sys.implementation.cache_tag}{level}.pyc"


def pyc(source, code):
    """The compiled form of a source, which Python takes without a look at the source."""
    source_hash = _imp.source_hash(_RAW_MAGIC_NUMBER, source)
    return MAGIC_NUMBER + _UNCHECKED_HASH + source_hash + _dump(code)


def compiled(source, path, optimize):
    """The code of a source file, or None where it is not valid Python."""
    filters = getattr(sys.modules.get("warnings"), "filters", _warnings.filters)
    filters.insert(0, ("ignore", None, Warning, None, 0))  # the import has already warned
    _warnings._filters_mutated()
    try:
        return compile(source, path, "exec", dont_inherit=True, optimize=optimize)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    finally:
        del filters[0]
        _warnings._filters_mutated()


def cached(source, path, source_path, optimize):
    """The code in the __pycache__ of the standard library where it is of this source, else None."""
    try:
        data = read(cached_name(source_path, optimize))
    except OSError:
        return None
    if data[:4] != MAGIC_NUMBER:
        return None
    flags = int.from_bytes(data[4:8], "little")
    if flags & 1:
        fresh = flags == 1 or data[8:16] == _imp.source_hash(_RAW_MAGIC_NUMBER, source)
    else:
        written = int(os.stat(source_path).st_mtime) & 0xFFFFFFFF
        fresh = data[8:16] == written.to_bytes(4, "little") + len(source).to_bytes(4, "little")
    if not fresh:
        return None
    code = marshal.loads(memoryview(data)[_HEADER_SIZE:])
    _imp._fix_co_filename(code, path)
    return code


def code_of_pyc(data):
    """The code of a module that has no source, or None where it is another Python's."""
    return marshal.loads(data[_HEADER_SIZE:]) if data[:4] == MAGIC_NUMBER else None


def _dump(code):
    """marshal marks what is referred to more than once, by anything in the process: the constants,
    of which others may hold some, are held once more here, so that all are marked."""
    held = []
    pending = [code]
    while pending:
        item = pending.pop()
        if isinstance(item, _code):
            held.append(item.co_filename)
            pending += item.co_consts
        elif isinstance(item, (tuple, frozenset)):
            pending += item
        elif isinstance(item, str) and len(item) == 1:
            sys.intern(item)  # one object for all: whether it is interned must not vary
        held.append(item)
    return marshal.dumps(code)
