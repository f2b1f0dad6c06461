# SPDX-License-Identifier: Apache-2.0
# sdk/_levels.py: the levels of the host's log

from __future__ import annotations

import logging
from typing import Literal, TypeAlias

Level: TypeAlias = Literal["error", "warn", "info", "debug"]


def level_of(number: int) -> Level:
    """The level of a record of logging."""
    if number >= logging.ERROR:
        return "error"
    if number >= logging.WARNING:
        return "warn"
    return "info" if number >= logging.INFO else "debug"
