# SPDX-License-Identifier: Apache-2.0
# sdk/secret.py: values that the host's operator keeps (se2/host/secret.hpp)

from __future__ import annotations

from sdk._answers import host_text, told_apart
from sdk._arguments import Bytes, as_bytes
from sdk._run import run_for


def get(key: Bytes) -> str:
    run = run_for("secret.get")
    return host_text(run.host.get_secret_value(as_bytes("key", key)))
