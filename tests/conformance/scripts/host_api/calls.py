# SPDX-License-Identifier: Apache-2.0
# tests/conformance/scripts/host_api/calls.py: a call of sdk, told by a payload (plugins/calls.hpp)
import sdk

try:
    import by_hand  # plugins/by_hand.cpp
except ImportError:
    by_hand = None


def run(payload, answer):
    """What `answer(area, name, *arguments)` gives for the call that the payload tells; where its
    first word is "leaving", after a call by hand whose answer nobody fetches."""
    text = payload.decode()
    if text.startswith('leaving '):
        text = text.removeprefix('leaving ')
        by_hand.leave()
    call, *arguments = text.split('\n')
    try:
        output = answer(*call.split('.'), *arguments)
    except sdk.HTTPStatusError as error:
        sdk.return_error(error.status, error.body.decode())
    except sdk.HostError as error:
        sdk.return_error(500, str(error))
    else:
        return 'the slot is not free' if by_hand and not by_hand.is_slot_free() else output
