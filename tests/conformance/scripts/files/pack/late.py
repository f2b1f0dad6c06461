# SPDX-License-Identifier: Apache-2.0
# tests/conformance/scripts/files/pack/late.py: imported in a run
word = "late"
