# SPDX-License-Identifier: Apache-2.0
# examples/request-echo-python/plugin.py: what the host tells of the request around the payload
from sdk import request, response


def run_e(payload):
    response.content_type('text/plain')
    parts = [
        f'{request.method()} {request.url()}',
        f'first={request.query("first")}',
        f'x-word={request.header("X-Word")}',
        f'lang={request.param("lang")}',
        f'seen={request.state("seen")}',
    ]
    return f'{", ".join(parts)}: {payload}'
