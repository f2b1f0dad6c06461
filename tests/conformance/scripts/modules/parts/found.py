# SPDX-License-Identifier: Apache-2.0
# tests/conformance/scripts/modules/parts/found.py: imported by a computed name
word = "found"
