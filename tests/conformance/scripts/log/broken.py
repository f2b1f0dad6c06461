# SPDX-License-Identifier: Apache-2.0
# tests/conformance/scripts/log/broken.py: raises an exception


def work():
    raise ValueError("from afar")
