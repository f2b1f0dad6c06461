# SPDX-License-Identifier: Apache-2.0
# examples/python-reversal/plugin/plugin.py: an SE2 plugin that reverses words, telling each step
import sdk

from words import reverse_words


def log(message, ident):
    print(f'\t\t\033[35m[plugin.py]\033[0m | id={ident} | {message}', flush=True)


def run_e(payload, ident):
    log(f'called run_e("{payload}", {ident})', ident)
    result = reverse_words(payload)
    log(f'calling sdk.return_result("{result}", {ident})', ident)
    sdk.return_result(result, ident)
    log(f'result returned for "{ident}"', ident)
