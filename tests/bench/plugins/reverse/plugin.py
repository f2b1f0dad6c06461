# SPDX-License-Identifier: Apache-2.0
# tests/bench/plugins/reverse/plugin.py: reverses the words, and imports nothing


def run_e(payload):
    return ' '.join(word[::-1] for word in payload.split(' '))
