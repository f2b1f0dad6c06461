# SPDX-License-Identifier: Apache-2.0
# sdk/secret.pyi: values that the host's operator keeps, on hosts of profile sat
"""Values that the host's operator keeps, on hosts of profile sat; reactr has none."""

from sdk import _Bytes

def get(key: _Bytes) -> str:
    """The value of a key; '' where the host knows none or keeps it back."""
