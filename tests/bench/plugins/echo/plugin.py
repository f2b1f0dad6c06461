# SPDX-License-Identifier: Apache-2.0
# tests/bench/plugins/echo/plugin.py: answers the payload's bytes


def run_e(payload: bytes):
    return payload
