# SPDX-License-Identifier: Apache-2.0
# tests/bench/plugins/python/hello.py: greets whoever the payload names


def run_e(payload):
    return f"Hello, {payload}!"
