# SPDX-License-Identifier: Apache-2.0
# sdk/cache.py: the host's cache (se2/host/cache.hpp)

from __future__ import annotations

from typing import SupportsIndex

from sdk._answers import content_of, refusal
from sdk._arguments import Bytes, as_bytes, as_integer
from sdk._run import run_for

_MOST_SECONDS = 2**31 - 1


def set(key: Bytes, value: Bytes, seconds: SupportsIndex = 0) -> None:
    run = run_for("cache.set")
    name = as_bytes("key", key)
    content = as_bytes("value", value)
    count = as_integer("seconds", seconds)
    if not 0 <= count <= _MOST_SECONDS:
        raise ValueError(f"seconds must be from 0 to {_MOST_SECONDS}")
    if not run.host.cache_set(name, content, count):
        raise refusal("cache_set")


def get(key: Bytes) -> bytes:
    run = run_for("cache.get")
    return content_of("cache_get", run.host.cache_get(as_bytes("key", key)))
