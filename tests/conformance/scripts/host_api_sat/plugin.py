# SPDX-License-Identifier: Apache-2.0
# tests/conformance/scripts/host_api_sat/plugin.py: plugins/host_api_sat.cpp in Python
import sdk

import calls


def run_e(payload: bytes):
    return calls.run(payload, answer)


def answer(area, name, *arguments):
    if area == 'database':
        return query(name, *arguments)
    if area == 'graphql':
        return sdk.graphql.query(*arguments)
    if area == 'static_file':
        return sdk.static_file.get(*arguments)
    if name == 'set':
        sdk.cache.set(*arguments, seconds=60)
    return sdk.cache.get(arguments[0])


def query(kind, name, *variables):
    run = getattr(sdk.database, 'delete' if kind == 'del' else kind)
    return run(name, zip(variables[::2], variables[1::2]))
