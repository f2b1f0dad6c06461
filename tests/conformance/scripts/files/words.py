# SPDX-License-Identifier: Apache-2.0
# tests/conformance/scripts/files/words.py: a module whose source is asked for


def shout(text):
    """In capitals."""
    return text.upper()
