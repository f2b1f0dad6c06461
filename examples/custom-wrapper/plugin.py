# SPDX-License-Identifier: Apache-2.0
# examples/custom-wrapper/plugin.py: counts words, in C++
import words


def up_to_m(word):
    if word > 'm':
        raise StopIteration
    return len(word) > 2


def run_e(payload):
    tally = words.Tally()
    tally.add(payload.split())
    try:
        tally.add([''])
    except ValueError as error:
        return f'{tally.wanted(up_to_m)}, but {error}'
