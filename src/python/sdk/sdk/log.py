# SPDX-License-Identifier: Apache-2.0
# sdk/log.py: entries of the host's log

from __future__ import annotations

import logging

from sdk._arguments import Bytes, as_text
from sdk._levels import Level, level_of
from sdk._run import run_for


class Handler(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        try:
            _add(level_of(record.levelno), self.format(record))
        except RecursionError:
            raise
        except Exception:
            self.handleError(record)


def error(message: Bytes) -> None:
    _add("error", message)


def warn(message: Bytes) -> None:
    _add("warn", message)


def info(message: Bytes) -> None:
    _add("info", message)


def debug(message: Bytes) -> None:
    _add("debug", message)


def _add(level: Level, message: Bytes) -> None:
    run = run_for(f"log.{level}")
    run.host.log_msg(level, as_text("message", message))
