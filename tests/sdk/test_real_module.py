# SPDX-License-Identifier: Apache-2.0
# tests/sdk/test_real_module.py: the types and the double say of `sdk` what the module in wasm says
#
# Environment: SE2_BUILD, the build tree.

import ast
import importlib
import json
import os
import subprocess
from pathlib import Path

import pytest
import sdk
from se2_testing import Host

HERE = Path(__file__).parent
STAGE = Path(os.environ["SE2_BUILD"], "stage")
LIBRARY = STAGE / "lib/se2"


def parsed(function):
    """Names of the parameters, defaults of the last of them, and the result's type."""
    names = [each.arg for each in function.args.args]
    defaults = [ast.literal_eval(each) for each in function.args.defaults]
    return names, defaults, function.returns and ast.unparse(function.returns).strip("'")


def told(text):
    return parsed(ast.parse(f"def function{text}: ...").body[0])


def signature_of_stub(node):
    if isinstance(node, ast.FunctionDef):
        return parsed(node)
    own = [parsed(each)[0] for each in node.body if getattr(each, "name", "") == "__init__"]
    return own[0] if own else None, [ast.unparse(base).split(".")[-1] for base in node.bases]


def signature_of_module(signature):
    if isinstance(signature, str):
        return told(signature)
    own, bases = signature
    return own and told(own)[0], bases


def stubs_of(file):
    body = ast.parse(file.read_text()).body
    kinds = (ast.FunctionDef, ast.ClassDef)
    return {node.name: signature_of_stub(node) for node in body if isinstance(node, kinds)}


STUBS = {
    "sdk" if file.stem == "__init__" else f"sdk.{file.stem}": stubs_of(file)
    for file in sorted(Path(sdk.__file__).parent.glob("*.pyi"))
}
SUBMODULES = {name.partition(".")[2] for name in STUBS} - {""}


def described_in_wasm(payload, profile):
    words = ["--wrapper", LIBRARY / f"se2-python-{profile}.wasm", "--profile", profile, "--json"]
    words += ["--plugin-root", HERE / "described", "--python-usr-root", LIBRARY]
    command = [STAGE / "bin/se2-run", *words, "--payload", payload]
    run = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return json.loads(json.loads(run.stdout)["output"])


def described_by_double(payload):
    out = Host().run(HERE / "described/plugin.py", payload)
    return json.loads(out.output)


@pytest.fixture(scope="module")
def described():
    """What the modules say of themselves: those in wasm by profile, and the double's."""
    payload = json.dumps({name: [*members] for name, members in STUBS.items()})
    by_profile = {each: described_in_wasm(payload, each) for each in ("minimal", "e2core", "sat")}
    return {**by_profile, "double": described_by_double(payload)}


@pytest.mark.parametrize("name", STUBS)
@pytest.mark.parametrize("source", ["sat", "double"])
def test_names_parameters_defaults_and_results_are_those_of_the_types(described, name, source):
    found = described[source][name]
    signatures = found["signatures"].items()
    assert {member: signature_of_module(each) for member, each in signatures} == STUBS[name]


@pytest.mark.parametrize("name", STUBS)
def test_the_types_leave_nothing_out(described, name):
    known = STUBS[name].keys() | (SUBMODULES if name == "sdk" else set())
    assert set(described["sat"][name]["names"]) <= known


@pytest.mark.parametrize("profile", ["minimal", "e2core", "sat"])
def test_modules_are_for_the_same_profiles(described, profile):
    host = Host()
    host.profile = profile
    for name, found in described[profile].items():
        function, (parameters, _, _) = list(STUBS[name].items())[-1]
        call = getattr(importlib.import_module(name), function)
        out = host.run(lambda payload: str(call(*"1" * len(parameters))))
        is_lacking = out.error.message == f"AttributeError: {found}"
        assert is_lacking == isinstance(found, str), name
