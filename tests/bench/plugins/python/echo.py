# SPDX-License-Identifier: Apache-2.0
# tests/bench/plugins/python/echo.py: answers the payload, as text


def run_e(payload):
    return payload
