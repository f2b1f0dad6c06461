# SPDX-License-Identifier: Apache-2.0
# tests/conformance/scripts/files/pack/__init__.py: a package with data
