# SPDX-License-Identifier: Apache-2.0
# tests/sdk/described/plugin.py: describes modules of sdk; the payload maps them to names in them

import importlib
import inspect
import json

import sdk


def signature_of(value):
    """Of a function "(x, y=0) -> str"; of a class [that of its constructor or None, its bases]."""
    if isinstance(value, type):
        own = vars(value).get("__init__")
        bases = [base.__name__ for base in value.__bases__]
        return [own and str(inspect.signature(own)), bases]
    try:
        return str(inspect.signature(value))
    except ValueError:  # pybind11's, which begins its documentation with it
        return value.__doc__.partition("\n")[0].removeprefix(value.__name__)


def described(name, members):
    inside = name.partition(".")[2]
    try:
        module = getattr(sdk, inside) if inside else sdk
    except AttributeError as error:
        return str(error)
    assert module is importlib.import_module(name)
    return {
        "names": [each for each in dir(module) if not each.startswith("_")],
        "signatures": {member: signature_of(getattr(module, member)) for member in members},
    }


def run_e(payload):
    wanted = json.loads(payload).items()
    return json.dumps({name: described(name, members) for name, members in wanted})
