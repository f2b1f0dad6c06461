# SPDX-License-Identifier: Apache-2.0
# tests/conformance/scripts/host_api_secret/plugin.py: plugins/host_api_secret.cpp in Python
import sdk

import calls


def run_e(payload: bytes):
    return calls.run(payload, lambda area, name, key: sdk.secret.get(key))
