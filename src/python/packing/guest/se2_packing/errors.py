# SPDX-License-Identifier: Apache-2.0
# src/python/packing/guest/se2_packing/errors.py: what stops a packing


class PackingError(ValueError):
    """Its text is for the author of the plugin: what, where, what to do."""
