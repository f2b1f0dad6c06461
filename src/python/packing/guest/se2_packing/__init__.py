# SPDX-License-Identifier: Apache-2.0
# src/python/packing/guest/se2_packing/__init__.py: runs in the guest and finds what a plugin needs
