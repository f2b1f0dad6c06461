# SPDX-License-Identifier: Apache-2.0
# tests/conformance/scripts/modules/parts/__init__.py: a package whose modules nobody imports
