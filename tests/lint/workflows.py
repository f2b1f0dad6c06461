# SPDX-License-Identifier: Apache-2.0
"""tests/lint/workflows.py ROOT: GitHub does what .ci/run does, or a new project's README says."""

import sys
from pathlib import Path

import yaml

root = Path(sys.argv[1])


def steps_of(workflow: Path) -> tuple[dict, list[dict]]:
    described = yaml.safe_load(workflow.read_text())
    # YAML 1.1 reads the key `on` as true.
    assert described[True] == ["push", "pull_request"], f"{workflow}: when does it run?"
    (job,) = described["jobs"].values()
    return job, job["steps"]


def commands(steps: list[dict]) -> list[str]:
    return [step["run"] for step in steps if "run" in step]


job, steps = steps_of(root / ".github/workflows/ci.yml")
assert job["container"]["image"] == "debian:12"
assert commands(steps)[-1] == ".ci/run" and (root / ".ci/run").exists()
(cache,) = [step["with"] for step in steps if step.get("uses", "").startswith("actions/cache@")]
assert cache["path"] == "~/.cache/se2" and "cmake/setup/**" in cache["key"]

for project in sorted((root / "src/tools/new").iterdir()):
    _, steps = steps_of(project / "dot-github/workflows/ci.yml")
    text = "\n".join(commands(steps))
    readme = (project / "README.md").read_text()
    assert "SE2_REPOSITORY" in commands(steps)[0], f"{project}: it doesn't ask for the variable"
    presets = [line[2:] for line in readme.splitlines() if line.startswith("$ cmake --preset")]
    for shown in presets:
        assert shown in text or "debug" in shown, f"{project}: its CI doesn't do: {shown}"
