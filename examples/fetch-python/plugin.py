# SPDX-License-Identifier: Apache-2.0
# examples/fetch-python/plugin.py: the page of a URL, asked for through the host
import sdk


def run_e(url):
    try:
        page = sdk.http.get(url, headers={'accept': 'text/plain'})
    except sdk.HTTPStatusError as error:
        if error.status != 404:
            raise
        return f'no such page: {error.body.decode()}'
    return f'{len(page)} bytes'
