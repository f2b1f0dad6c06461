# SPDX-License-Identifier: Apache-2.0
# tests/sdk/test_install.py: the installed folder as pip takes it
#
# Environment: SE2_BUILD, the build tree; SE2_PIP, a Python that has pip.

import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(os.environ["SE2_BUILD"], "stage/share/se2/sdk")
EXAMPLE = Path(__file__).parents[2] / "examples/tested-python"


def test_pip_installs_it_and_pytest_has_the_fixture(tmp_path):
    before = sorted(SOURCE.rglob("*"))
    words = ["--quiet", "--disable-pip-version-check", "--no-index", "--no-build-isolation"]
    pip = [os.environ["SE2_PIP"], "-m", "pip", "install", *words, "--target", tmp_path, SOURCE]
    subprocess.run(pip, check=True)
    assert sorted(SOURCE.rglob("*")) == before
    assert (tmp_path / "sdk/py.typed").exists() and (tmp_path / "sdk/http.pyi").exists()

    packages = Path(pytest.__file__).parent
    environment = {**os.environ, "PYTHONPATH": f"{tmp_path}:{packages}"}
    run = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", EXAMPLE]
    subprocess.run(run, check=True, env=environment)
