# SPDX-License-Identifier: Apache-2.0
# sdk/cache.pyi: the host's cache, on hosts of profile sat
"""The host's cache, on hosts of profile sat. All plugins of a host share it."""

from typing import SupportsIndex

from sdk import _Bytes

def set(key: _Bytes, value: _Bytes, seconds: SupportsIndex = 0) -> None:
    """Stores str or bytes for so many seconds, or for good where they are 0.

    HostError where the host denies it; ValueError for seconds below 0 or above 2147483647.
    """

def get(key: _Bytes) -> bytes:
    """The value of a key. HostError where it has none, and where the host denies it."""
