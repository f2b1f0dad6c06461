# SPDX-License-Identifier: Apache-2.0
# tests/conformance/scripts/files/pack/sub/__init__.py: a package in it, with data of its own
