# SPDX-License-Identifier: Apache-2.0
# sdk/_arguments.py: what the functions of `sdk` make of their arguments (src/python/arguments.hpp)

from __future__ import annotations

import operator
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeAlias, Union

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, SupportsItems

Bytes: TypeAlias = "Union[str, ReadableBuffer]"
Pairs: TypeAlias = "Union[SupportsItems[Bytes, Bytes], Iterable[tuple[Bytes, Bytes]]]"


def type_name(kind: type) -> str:
    """The name of a type as tracebacks give it: "ValueError", "decimal.InvalidOperation"."""
    try:
        module = kind.__module__
    except Exception:
        module = None
    if module in ("builtins", "__main__"):
        return kind.__qualname__
    prefix = module if isinstance(module, str) else "<unknown>"
    return f"{prefix}.{kind.__qualname__}"


def bytes_of(value: Any) -> bytes | None:
    """Of a str or bytes-like value; None of another."""
    if isinstance(value, str):
        return str.encode(value, "utf-8")
    try:
        view = memoryview(value)
    except TypeError:
        return None
    return view.tobytes()


def as_bytes(parameter: str, value: Any) -> bytes:
    content = bytes_of(value)
    if content is None:
        raise _wrong_type(parameter, "str or bytes-like", value)
    return content


def as_text(parameter: str, value: Any) -> bytes:
    """The same for text that must arrive, whatever it is: a lone surrogate becomes an escape."""
    if isinstance(value, str):
        return str.encode(value, "utf-8", "backslashreplace")
    return as_bytes(parameter, value)


def as_integer(parameter: str, value: Any) -> int:
    if not hasattr(value, "__index__"):
        raise _wrong_type(parameter, "int", value)
    return operator.index(value)


def as_pairs(parameter: str, value: Any) -> list[tuple[bytes, bytes]]:
    """The items of a mapping or of an iterable of pairs."""
    if hasattr(value, "items"):
        items = value.items()
    else:
        items = value
        if bytes_of(value) is not None or not _is_iterable(value):
            raise TypeError(f"{parameter} must be a mapping, not {type_name(type(value))}")
    pairs = []
    for item in items:
        if not _is_sequence(item) or bytes_of(item) is not None or len(item) != 2:
            kind = type_name(type(item))
            raise TypeError(f"{parameter} must be a mapping, not an iterable of {kind}")
        name = as_bytes(f"{parameter}: a name", item[0])
        shown = name.decode("utf-8", "replace")
        pairs.append((name, as_bytes(f"{parameter}[{shown}]", item[1])))
    return pairs


def _is_iterable(value: Any) -> bool:
    try:
        iter(value)
    except TypeError:
        return False
    return True


def _is_sequence(value: Any) -> bool:
    return hasattr(type(value), "__getitem__") and not isinstance(value, dict)


def _wrong_type(parameter: str, expected: str, value: Any) -> TypeError:
    return TypeError(f"{parameter} must be {expected}, not {type_name(type(value))}")
