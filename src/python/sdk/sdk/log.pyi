# SPDX-License-Identifier: Apache-2.0
# sdk/log.pyi: entries of the host's log
"""Entries of the host's log, for the run in progress.

What print, warnings and logging write goes there as well, a line an entry, with fitting levels.
Each takes a str, whatever lines it has, or bytes of UTF-8, and raises HostError outside a run.
"""

import logging

from sdk import _Bytes

class Handler(logging.Handler):
    """Hands records of logging to the host's log, each as one entry of the level it has.

    For a program that wants its records whole; without it they are lines of stderr.

        logging.basicConfig(handlers=[sdk.log.Handler()], level=logging.INFO)
    """

def error(message: _Bytes) -> None:
    """Adds one entry of level error."""

def warn(message: _Bytes) -> None:
    """Adds one entry of level warn."""

def info(message: _Bytes) -> None:
    """Adds one entry of level info."""

def debug(message: _Bytes) -> None:
    """Adds one entry of level debug."""
