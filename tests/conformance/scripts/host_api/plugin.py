# SPDX-License-Identifier: Apache-2.0
# tests/conformance/scripts/host_api/plugin.py: plugins/host_api.cpp in Python
import sdk

import calls


def run_e(payload: bytes):
    if payload.startswith(b'aaaa'):
        return sdk.request.body()
    return calls.run(payload, answer)


def answer(area, name, *arguments):
    if area == 'http':
        return fetch(name, *arguments)
    if area == 'get':
        return getattr(sdk.request, name)(*arguments)
    if area == 'set':
        getattr(sdk.request, f'set_{name}')(*arguments)
        return getattr(sdk.request, name)(*arguments[:-1])
    getattr(sdk.response, name)(*arguments)
    return 'set'


def fetch(name, url, body='', *headers):
    method = getattr(sdk.http, 'delete' if name == 'del' else name)
    return method(url, body, dict(zip(headers[::2], headers[1::2])))
