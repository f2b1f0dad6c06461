# SPDX-License-Identifier: Apache-2.0
# sdk/static_file.py: files that were deployed with the plugin (se2/host/static_file.hpp)

from __future__ import annotations

from sdk._answers import content_of
from sdk._arguments import Bytes, as_bytes
from sdk._run import run_for


def get(name: Bytes) -> bytes:
    run = run_for("static_file.get")
    return content_of("get_static_file", run.host.get_static_file(as_bytes("name", name)))
