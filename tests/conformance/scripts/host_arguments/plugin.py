# SPDX-License-Identifier: Apache-2.0
# tests/conformance/scripts/host_arguments/plugin.py: what the functions of sdk take and raise; the
# payload names a function
import sdk

PAGE = 'http://web.test:8080/page'


def refused(function, *arguments, **options):
    """What a call raises."""
    try:
        function(*arguments, **options)
    except Exception as error:
        return f'{type(error).__name__}: {error}'
    return 'nothing'


early = [
    refused(sdk.request.method),
    refused(sdk.request.set_state, 'a', 'b'),
    refused(sdk.response.content_type, 'text/plain'),
    refused(sdk.http.delete, PAGE),
]


def run_e(payload):
    return globals()[payload]()


class Anew:
    """A mapping that makes its texts when it is asked for them, and keeps none."""

    def items(self):
        for letter in 'abc':
            yield f'x-{letter}', f'value of {letter}'


def mapping_made_anew():
    return sdk.http.get(PAGE, headers=Anew())


def pairs_made_anew():
    return sdk.http.get(PAGE, headers=(text.split('=') for text in ('x-a=1', 'x-b=2', 'x-c=3')))


def bytes_like():
    body = memoryview(bytearray(b'?body?'))[1:-1]
    headers = [(b'x-a', bytearray(b'1')), [bytearray(b'x-b'), memoryview(b'246')[::2]]]
    return sdk.http.post(PAGE.encode(), body, headers)


def body_of_any_bytes():
    return sdk.http.put(PAGE, b'a\0\xff')


def types():
    return '\n'.join([
        refused(sdk.http.get, 1),
        refused(sdk.http.get, PAGE, 1),
        refused(sdk.http.get, PAGE, headers='x-a'),
        refused(sdk.http.get, PAGE, headers=1),
        refused(sdk.http.get, PAGE, headers=['x-a']),
        refused(sdk.http.get, PAGE, headers={1: '1'}),
        refused(sdk.http.get, PAGE, headers={'x-a': None}),
        refused(sdk.request.header, None),
        refused(sdk.request.set_state, 'key', 1),
        refused(sdk.response.set_header, 'x-a', 1),
    ])


def lines():
    return '\n'.join([
        refused(sdk.http.get, PAGE, headers={'x-a': '1\r2'}),
        refused(sdk.http.get, PAGE, headers={'x-a\0': '1'}),
        refused(sdk.http.get, PAGE + '\n'),
        refused(sdk.response.set_header, 'x:a', '1'),
    ])


def status():
    try:
        sdk.http.get(PAGE)
    except sdk.HTTPStatusError as error:
        kinds = [isinstance(error, kind) for kind in (sdk.HostError, RuntimeError, sdk.Error)]
        return f'{error.status} {error.body!r} {kinds} {error}'


def uncaught():
    sdk.http.get(PAGE)


def raised_early():
    return '\n'.join(early)


def other_profiles():
    return refused(lambda: sdk.cache)
