# SPDX-License-Identifier: Apache-2.0
# sdk/static_file.pyi: files that were deployed with the plugin, on hosts of profile sat
"""Files that were deployed with the plugin, on hosts of profile sat."""

from sdk import _Bytes

def get(name: _Bytes) -> bytes:
    """The content of a file, by its path in the bundle's static folder. HostError if there is none.
    """
